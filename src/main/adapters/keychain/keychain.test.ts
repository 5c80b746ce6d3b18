import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { done, err, ok } from '../../../shared/result.ts'
import type { Keychain } from '../../ports.ts'
import { SecretValue } from '../../secret-value.ts'
import { describeKeychain } from '../../testing/keychain-suite.ts'
import { createKeychain, type Worker } from './keychain.ts'
import type { KeychainReply, KeychainRequest } from './messages.ts'

const deadlineMs = 30_000
const item = { service: 'Hygiara', account: 'Acme GmbH/ci-reviews' }
const secret = SecretValue.of('hrdly_b7Qx2m')

/** A worker process whose keychain is a map; it can be told to ask the person something, and not to hear an end. */
class FakeWorker implements Worker {
  readonly asked: KeychainRequest[] = []
  isKilled = false
  /** It has been asked and will not answer. */
  isHanging: boolean
  readonly #items: Map<string, string>
  #onMessage: (reply: KeychainReply) => void = () => undefined
  #onExit: () => void = () => undefined

  constructor(items: Map<string, string>, isHanging = false) {
    this.#items = items
    this.isHanging = isHanging
  }

  on(event: 'message' | 'exit', listener: (reply: KeychainReply) => void): void {
    if (event === 'message') this.#onMessage = listener
    else this.#onExit = listener as () => void
  }

  postMessage(request: KeychainRequest): void {
    this.asked.push(request)
    if (!this.isHanging) queueMicrotask(() => this.reply(this.#perform(request)))
  }

  reply(reply: KeychainReply): void {
    this.#onMessage(reply)
  }

  kill(): boolean {
    this.isKilled = true
    // A process ends a moment later.
    queueMicrotask(() => this.#onExit())
    return true
  }

  crash(): void {
    this.#onExit()
  }

  #perform(request: KeychainRequest): KeychainReply {
    if (request.verb === 'ready') return { ok: true, value: null }
    const name = JSON.stringify(request.item)
    if (request.verb === 'write') this.#items.set(name, request.value)
    if (request.verb === 'remove') this.#items.delete(name)
    if (request.verb === 'has') return { ok: true, value: this.#items.has(name) }
    return { ok: true, value: request.verb === 'read' ? (this.#items.get(name) ?? null) : null }
  }
}

function start() {
  const items = new Map<string, string>()
  const workers: FakeWorker[] = []
  const state = { areHanging: false }
  const keychain = createKeychain(() => {
    const worker = new FakeWorker(items, state.areHanging)
    workers.push(worker)
    return worker
  }, deadlineMs)
  return { keychain, workers, items, state }
}

let world: ReturnType<typeof start>

beforeEach(() => {
  vi.useFakeTimers()
  world = start()
})

afterEach(() => {
  vi.useRealTimers()
})

// Two secrets look alike to a matcher, on purpose: what is compared is their text.
function revealed(read: Awaited<ReturnType<Keychain['read']>>): string | null {
  return read.ok ? (read.value?.reveal() ?? null) : read.error
}

describeKeychain(() => start().keychain)

describe('the worker', () => {
  test('is not started before it is needed: no prompt at a start without a sign-in', () => {
    expect(world.workers).toEqual([])
  })

  test('is one for all calls', async () => {
    const { keychain, workers } = world
    await keychain.write(item, secret)
    await keychain.read(item)
    await keychain.remove(item)
    expect(workers).toHaveLength(1)
    expect(workers[0]!.asked.map(({ verb }) => verb)).toEqual(['write', 'read', 'remove'])
  })

  test('is not even started for what no system can keep', async () => {
    const { keychain, workers } = world
    await keychain.write({ ...item, account: 'a\nb' }, secret)
    await keychain.read({ ...item, service: '' })
    await keychain.write(item, SecretValue.of(''))
    expect(workers).toEqual([])
  })

  test('that cannot be started is a keychain that is not there, and is tried again the next time', async () => {
    let isBroken = true
    const items = new Map<string, string>()
    const keychain = createKeychain(() => {
      if (isBroken) throw new Error('no such file')
      return new FakeWorker(items)
    }, deadlineMs)
    expect(await keychain.read(item)).toEqual(err('unavailable'))
    expect(await keychain.write(item, secret)).toEqual(err('unavailable'))
    isBroken = false
    expect(await keychain.write(item, secret)).toEqual(done)
  })

  test('that crashes during a call fails this call, and the next one gets a new worker', async () => {
    const { keychain, workers, state } = world
    state.areHanging = true
    const reading = keychain.read(item)
    await vi.advanceTimersByTimeAsync(10)
    state.areHanging = false
    workers[0]!.crash()
    expect(await reading).toEqual(err('stopped'))
    expect(await keychain.write(item, secret)).toEqual(done)
    expect(workers).toHaveLength(2)
  })

  test('that ends while nobody is calling disturbs nobody', async () => {
    const { keychain, workers } = world
    await keychain.write(item, secret)
    workers[0]!.crash()
    expect(revealed(await keychain.read(item))).toBe('hrdly_b7Qx2m')
    expect(workers).toHaveLength(2)
  })

  test('passes on what the system said', async () => {
    const { keychain, workers, state } = world
    state.areHanging = true
    for (const problem of [
      'unavailable',
      'stopped',
      'locked',
      'not-kept',
      'not-removed',
      'refused'
    ] as const) {
      const writing = keychain.write(item, secret)
      await vi.advanceTimersByTimeAsync(1)
      workers[0]!.reply({ ok: false, problem })
      expect(await writing).toEqual(err(problem))
    }
  })
})

describe('a worker with nothing to do', () => {
  test('is ended after two seconds, not during a call, and the next call gets another', async () => {
    const { keychain, workers, state } = world
    await keychain.write(item, secret)
    await vi.advanceTimersByTimeAsync(1_999)
    await keychain.has(item)
    await vi.advanceTimersByTimeAsync(1_999)
    expect(workers.map(({ isKilled }) => isKilled)).toEqual([false])
    await vi.advanceTimersByTimeAsync(1)
    expect(workers.map(({ isKilled }) => isKilled)).toEqual([true])
    state.areHanging = true
    const asking = keychain.read(item)
    await vi.advanceTimersByTimeAsync(deadlineMs - 1)
    expect(workers.map(({ isKilled }) => isKilled)).toEqual([true, false])
    workers[1]?.reply({ ok: true, value: secret.reveal() })
    expect(revealed(await asking)).toBe(secret.reveal())
  })

  test('that was started beforehand takes the call, or is ended where none comes', async () => {
    const { keychain, workers } = world
    keychain.prepare()
    keychain.prepare()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await keychain.has(item)).toEqual(ok(false))
    expect(workers).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(2_000)
    keychain.prepare()
    await vi.advanceTimersByTimeAsync(20_000)
    expect(workers.map(({ isKilled, asked }) => [isKilled, asked.length])).toEqual([
      [true, 1],
      [true, 0]
    ])
  })
})

describe('a keychain that asks the person something', () => {
  beforeEach(() => {
    world.state.areHanging = true
  })

  test('is given up after the deadline, not before: the worker is ended and replaced', async () => {
    const { keychain, workers, state } = world
    let outcome: unknown = null
    void keychain.write(item, secret).then((result) => (outcome = result))
    await vi.advanceTimersByTimeAsync(deadlineMs - 1)
    expect(outcome).toBeNull()
    state.areHanging = false
    await vi.advanceTimersByTimeAsync(1)
    expect(outcome).toEqual(err('no-answer'))
    expect(workers[0]!.isKilled).toBe(true)
    expect(await keychain.write(item, secret)).toEqual(done)
    expect(workers).toHaveLength(2)
  })

  test('what the given-up worker still says is not taken for the answer to the next call', async () => {
    const { keychain, workers } = world
    const first = keychain.read(item)
    await vi.advanceTimersByTimeAsync(deadlineMs)
    expect(await first).toEqual(err('no-answer'))
    let outcome: string | null = null
    void keychain.read({ ...item, account: 'another' }).then((result) => (outcome = revealed(result)))
    await vi.advanceTimersByTimeAsync(1)
    workers[0]!.reply({ ok: true, value: 'hrdly_of-the-first' })
    workers[0]!.crash()
    await vi.advanceTimersByTimeAsync(1)
    expect(outcome).toBeNull()
    workers[1]!.reply({ ok: true, value: 'hrdly_of-another' })
    await vi.advanceTimersByTimeAsync(1)
    expect(outcome).toBe('hrdly_of-another')
  })

  test('four calls wait in turn, each with a deadline of its own, and no second prompt is opened', async () => {
    const { keychain, workers } = world
    const outcomes: unknown[] = []
    for (let call = 0; call < 4; call += 1)
      void keychain.write(item, secret).then((result) => outcomes.push(result))
    for (let call = 1; call <= 4; call += 1) {
      await vi.advanceTimersByTimeAsync(deadlineMs - 1)
      expect(workers.filter(({ isKilled }) => !isKilled)).toHaveLength(1)
      expect(outcomes).toHaveLength(call - 1)
      await vi.advanceTimersByTimeAsync(1)
      expect(outcomes).toHaveLength(call)
    }
    expect(workers.map(({ asked }) => asked.length)).toEqual([1, 1, 1, 1])
  })

  test('can be cancelled at once: the worker is ended, the next call works', async () => {
    const { keychain, workers, state } = world
    const abort = new AbortController()
    const writing = keychain.write(item, secret, abort.signal)
    await vi.advanceTimersByTimeAsync(5)
    state.areHanging = false
    abort.abort()
    expect(await writing).toEqual(err('cancelled'))
    expect(workers[0]!.isKilled).toBe(true)
    expect(await keychain.read(item)).toEqual(ok(null))
    expect(workers).toHaveLength(2)
  })

  test('a call that waits for its turn can be cancelled without waiting, and is never made', async () => {
    const { keychain, workers } = world
    const abort = new AbortController()
    const first = keychain.read(item)
    const waiting = keychain.write(item, secret, abort.signal)
    await vi.advanceTimersByTimeAsync(5)
    abort.abort()
    expect(await waiting).toEqual(err('cancelled'))
    expect(workers[0]!.isKilled).toBe(false)
    workers[0]!.reply({ ok: true, value: null })
    expect(await first).toEqual(ok(null))
    await vi.advanceTimersByTimeAsync(deadlineMs)
    expect(workers[0]!.asked.map(({ verb }) => verb)).toEqual(['read'])
  })

  test('a cancel that comes after the answer ends nothing', async () => {
    const { keychain, workers } = world
    const abort = new AbortController()
    const writing = keychain.write(item, secret, abort.signal)
    await vi.advanceTimersByTimeAsync(1)
    workers[0]!.reply({ ok: true, value: null })
    expect(await writing).toEqual(done)
    abort.abort()
    expect(workers[0]!.isKilled).toBe(false)
    // That of its rest: the deadline is over.
    expect(vi.getTimerCount()).toBe(1)
  })
})
