import type { UtilityProcess } from 'electron'
import { err, ok, type Result } from '../../shared/result.ts'
import type { LocalHygiara } from '../ports.ts'

/** What the local Hygiara answers to `start`. */
type Answer =
  { readonly type: 'listening'; readonly url: string } | { readonly type: 'failed'; readonly code: string }

/** The part of its process that is used here. */
export type ServerProcess = Pick<UtilityProcess, 'postMessage' | 'kill'> & {
  once(event: 'message', listener: (answer: Answer) => void): unknown
  once(event: 'exit', listener: () => void): unknown
}

const startDeadlineMs = 20_000
const stopDeadlineMs = 1_500

/**
 * The local Hygiara as a child process with its data in `dataDir`. The admin's password travels in its first
 * message: neither the command line nor the environment of a process is private.
 */
export function createLocalHygiara(startProcess: () => ServerProcess, dataDir: string): LocalHygiara {
  let running: { readonly process: ServerProcess; readonly ended: Promise<void> } | null = null

  async function stop(): Promise<void> {
    const stopping = running
    if (!stopping) return
    running = null
    stopping.process.postMessage({ type: 'stop' })
    const late = setTimeout(() => stopping.process.kill(), stopDeadlineMs)
    await stopping.ended
    clearTimeout(late)
  }

  return {
    stop,
    async start({ email, name, organization, password }, withSampleData) {
      // Started anew each time: the admin and the sample data of this request must be those of the server.
      await stop()
      const process = startProcess()
      const ended = new Promise<void>((resolve) => process.once('exit', resolve))
      running = { process, ended }
      const answer = await answerOf(process, ended, () => {
        process.postMessage({
          type: 'start',
          dataDir,
          admin: { email, name, password: password.reveal() },
          organization,
          sampleData: withSampleData
        })
      })
      if (!answer.ok) await stop()
      return answer
    }
  }
}

async function answerOf(
  process: ServerProcess,
  ended: Promise<void>,
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
        const isData = answer.code !== 'unexpected' && answer.code !== 'invalid_start'
        settle(err({ code: 'local_hygiara_failed', problem: isData ? 'data-unreadable' : 'did-not-start' }))
      }
    })
    void ended.then(() => {
      settle(err({ code: 'local_hygiara_failed', problem: 'did-not-start' }))
    })
    ask()
  })
}
