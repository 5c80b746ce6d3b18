import type { UtilityProcess } from 'electron'
import { err, ok, type Result } from '../../shared/result.ts'
import type { LocalHygiara } from '../ports.ts'

/** What the local Hygiara answers to `start`. */
export type ServerAnswer =
  { readonly type: 'listening'; readonly url: string } | { readonly type: 'failed'; readonly code: string }

/** The part of its process that is used here. */
export type ServerProcess = Pick<UtilityProcess, 'postMessage' | 'kill'> & {
  once(event: 'message', listener: (answer: ServerAnswer) => void): unknown
  once(event: 'exit', listener: () => void): unknown
}

const startDeadlineMs = 20_000
const stopDeadlineMs = 1_500

interface Running {
  readonly process: ServerProcess
  readonly ended: Promise<void>
}

/**
 * The local Hygiara as a child process with its data in `dataDir`. The admin's password travels in its first
 * message: neither the command line nor the environment of a process is private.
 */
export function createLocalHygiara(startProcess: () => ServerProcess, dataDir: string): LocalHygiara {
  let running: Running | null = null

  async function end(ending: Running): Promise<void> {
    if (running !== ending) return
    ending.process.postMessage({ type: 'stop' })
    const late = setTimeout(() => ending.process.kill(), stopDeadlineMs)
    await ending.ended
    clearTimeout(late)
  }

  function launch(): Running | null {
    try {
      const process = startProcess()
      const ended = new Promise<void>((resolve) =>
        process.once('exit', () => {
          if (running?.process === process) running = null
          resolve()
        })
      )
      return { process, ended }
    } catch {
      return null
    }
  }

  return {
    async stop() {
      while (running) await end(running)
    },

    async start({ email, name, organization, password }, withSampleData) {
      // Started anew each time: the admin and the sample data of this request must be those of the server.
      // Looked at again after each end: two at the same time would use the same data.
      while (running) await end(running)
      const launched = launch()
      if (!launched) return err({ code: 'local_hygiara_failed', problem: 'did-not-start' })
      running = launched
      const answer = await answerOf(launched, () => {
        launched.process.postMessage({
          type: 'start',
          dataDir,
          admin: { email, name, password: password.reveal() },
          organization,
          sampleData: withSampleData
        })
      })
      if (!answer.ok) await end(launched)
      return answer
    }
  }
}

async function answerOf(
  { process, ended }: Running,
  ask: () => void
): Promise<Result<{ serverUrl: string }>> {
  return await new Promise((resolve) => {
    const late = setTimeout(() => {
      resolve(err({ code: 'local_hygiara_failed', problem: 'no-answer' }))
    }, startDeadlineMs)
    const settle = (outcome: Result<{ serverUrl: string }>) => {
      clearTimeout(late)
      resolve(outcome)
    }
    process.once('message', (answer) => {
      if (answer.type === 'listening') settle(ok({ serverUrl: answer.url }))
      else {
        const isData = !['unexpected', 'invalid_start', 'in_use'].includes(answer.code)
        settle(err({ code: 'local_hygiara_failed', problem: isData ? 'data-unreadable' : 'did-not-start' }))
      }
    })
    void ended.then(() => {
      settle(err({ code: 'local_hygiara_failed', problem: 'did-not-start' }))
    })
    ask()
  })
}
