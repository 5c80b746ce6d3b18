import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { err, ok } from '../../shared/result.ts'
import { SecretValue } from '../secret-value.ts'
import { createLocalHygiara, type ServerAnswer, type ServerProcess } from './local-hygiara.ts'

/** A process that answers and ends when the test says so. */
class FakeProcess implements ServerProcess {
  readonly heard: unknown[] = []
  isKilled = false
  hasEnded = false
  /** What it does when it is told to stop. */
  stopping: 'ends' | 'hangs' = 'ends'
  #onMessage: (answer: ServerAnswer) => void = () => undefined
  #onExit: () => void = () => undefined

  once(event: 'message' | 'exit', listener: (answer: ServerAnswer) => void): void {
    if (event === 'message') this.#onMessage = listener
    else this.#onExit = listener as () => void
  }

  postMessage(message: { readonly type: string }): void {
    this.heard.push(message)
    if (message.type === 'stop' && this.stopping === 'ends') setTimeout(() => this.exit(), 5)
  }

  answer(answer: ServerAnswer): void {
    this.#onMessage(answer)
  }

  kill(): boolean {
    this.isKilled = true
    this.exit()
    return true
  }

  exit(): void {
    this.hasEnded = true
    this.#onExit()
  }
}

const admin = {
  email: 'admin@localhost.test',
  name: 'Local admin',
  organization: 'Local Hygiara',
  password: SecretValue.of('correct horse')
}
const failed = (problem: 'did-not-start' | 'no-answer' | 'data-unreadable') =>
  err({ code: 'local_hygiara_failed', problem })

function make() {
  const processes: FakeProcess[] = []
  const local = createLocalHygiara(() => {
    const started = new FakeProcess()
    processes.push(started)
    return started
  }, '/data/local-hygiara')
  const running = () => processes.filter(({ hasEnded }) => !hasEnded)
  /** Starts it and lets it answer. */
  const start = async (port = 40_404) => {
    const starting = local.start(admin, false)
    await vi.advanceTimersByTimeAsync(20)
    processes.at(-1)!.answer({ type: 'listening', url: `http://127.0.0.1:${port}` })
    return await starting
  }
  return { local, processes, running, start }
}

let world: ReturnType<typeof make>

beforeEach(() => {
  vi.useFakeTimers()
  world = make()
})

afterEach(() => {
  vi.useRealTimers()
})

describe('starting', () => {
  test('tells the process everything in its first message, and answers where it listens', async () => {
    const { local, processes } = world
    const starting = local.start(admin, true)
    await vi.advanceTimersByTimeAsync(1)
    expect(processes[0]!.heard).toEqual([
      {
        type: 'start',
        dataDir: '/data/local-hygiara',
        admin: { email: 'admin@localhost.test', name: 'Local admin', password: 'correct horse' },
        organization: 'Local Hygiara',
        sampleData: true
      }
    ])
    processes[0]!.answer({ type: 'listening', url: 'http://127.0.0.1:40404' })
    expect(await starting).toEqual(ok({ serverUrl: 'http://127.0.0.1:40404' }))
    expect(vi.getTimerCount()).toBe(0)
  })

  test.each([
    ['unusable', 'data-unreadable'],
    ['newer_version', 'data-unreadable'],
    ['full', 'data-unreadable'],
    ['in_use', 'did-not-start'],
    ['unexpected', 'did-not-start'],
    ['invalid_start', 'did-not-start']
  ] as const)('that fails with %s is %s, and leaves no process behind', async (code, problem) => {
    const { local, processes, running } = world
    const starting = local.start(admin, false)
    await vi.advanceTimersByTimeAsync(1)
    processes[0]!.answer({ type: 'failed', code })
    await vi.advanceTimersByTimeAsync(10)
    expect(await starting).toEqual(failed(problem))
    expect(running()).toEqual([])
  })

  test('a process that ends at once did not start', async () => {
    const { local, processes } = world
    const starting = local.start(admin, false)
    await vi.advanceTimersByTimeAsync(1)
    processes[0]!.exit()
    expect(await starting).toEqual(failed('did-not-start'))
    // Nobody talks to a process that is gone.
    expect(processes[0]!.heard).toMatchObject([{ type: 'start' }])
  })

  test('a process that cannot even be made did not start, and can be tried again', async () => {
    let isBroken = true
    const process = new FakeProcess()
    const local = createLocalHygiara(() => {
      if (isBroken) throw new Error('no such file')
      return process
    }, '/data')
    expect(await local.start(admin, false)).toEqual(failed('did-not-start'))
    isBroken = false
    const starting = local.start(admin, false)
    await vi.advanceTimersByTimeAsync(1)
    process.answer({ type: 'listening', url: 'http://127.0.0.1:1' })
    expect(await starting).toEqual(ok({ serverUrl: 'http://127.0.0.1:1' }))
  })

  test('a process that says nothing is given up and ended', async () => {
    const { local, processes, running } = world
    let outcome: unknown = null
    void local.start(admin, false).then((result) => (outcome = result))
    await vi.advanceTimersByTimeAsync(19_990)
    expect(outcome).toBeNull()
    processes[0]!.stopping = 'hangs'
    await vi.advanceTimersByTimeAsync(10 + 1_500)
    expect(outcome).toEqual(failed('no-answer'))
    expect(processes[0]!.isKilled).toBe(true)
    expect(running()).toEqual([])
  })
})

describe('stopping', () => {
  test('waits until the process has closed its data', async () => {
    const { local, processes, start } = world
    await start()
    let isStopped = false
    void local.stop().then(() => (isStopped = true))
    await vi.advanceTimersByTimeAsync(4)
    expect(processes[0]!.heard.at(-1)).toEqual({ type: 'stop' })
    expect(isStopped).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(isStopped).toBe(true)
    expect(processes[0]!.isKilled).toBe(false)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('ends a process that does not end by itself', async () => {
    const { local, processes, start } = world
    await start()
    processes[0]!.stopping = 'hangs'
    const stopping = local.stop()
    await vi.advanceTimersByTimeAsync(1_499)
    expect(processes[0]!.isKilled).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    await stopping
    expect(processes[0]!.isKilled).toBe(true)
  })

  test('of what does not run, or has crashed, is done at once', async () => {
    const { local, processes, start } = world
    await local.stop()
    await start()
    processes[0]!.stopping = 'hangs'
    processes[0]!.exit()
    await local.stop()
    await local.stop()
  })
})

describe('starting again', () => {
  test('ends the process before it starts the next, so that two never use the same data', async () => {
    const { processes, running, start } = world
    await start()
    const again = start(40_405)
    expect(running()).toHaveLength(1)
    expect(await again).toEqual(ok({ serverUrl: 'http://127.0.0.1:40405' }))
    expect(processes).toHaveLength(2)
    expect(running()).toEqual([processes[1]])
  })

  test('while it still starts: the last one wins, and is not ended by the failure of the first', async () => {
    const { local, processes, running } = world
    const outcomes = [1, 2, 3].map(() => local.start(admin, false))
    let most = 0
    for (let ms = 0; ms < 40; ms += 1) {
      await vi.advanceTimersByTimeAsync(1)
      most = Math.max(most, running().length)
    }
    expect(most).toBe(1)
    expect(running()).toHaveLength(1)
    processes.at(-1)!.answer({ type: 'listening', url: 'http://127.0.0.1:3' })
    const settled = await Promise.all(outcomes)
    expect(settled.filter((outcome) => outcome.ok)).toEqual([ok({ serverUrl: 'http://127.0.0.1:3' })])
    expect(settled.filter((outcome) => !outcome.ok)).toEqual([
      failed('did-not-start'),
      failed('did-not-start')
    ])
    await vi.advanceTimersByTimeAsync(5_000)
    expect(running()).toHaveLength(1)
  })
})
