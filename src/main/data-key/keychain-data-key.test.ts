import { hkdfSync } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { KeychainProblem } from '../../shared/app-error.ts'
import { err, ok } from '../../shared/result.ts'
import type { Keychain } from '../ports.ts'
import { settled } from '../testing/fake-clock.ts'
import { InMemoryKeychain } from '../testing/in-memory-keychain.ts'
import { reachableText } from '../testing/reachable-text.ts'
import { KeychainDataKey } from './keychain-data-key.ts'

const item = 'Hygiara Keys/data-key'
let keychain: InMemoryKeychain
let dataKey: KeychainDataKey

beforeEach(() => {
  keychain = new InMemoryKeychain()
  dataKey = new KeychainDataKey(keychain, 50)
})

const hex = (subKey: Buffer) => subKey.toString('hex')
const make = (mayAsk = false, by = dataKey) => by.use('records', 'make', mayAsk, hex)
const look = (mayAsk = false, by = dataKey) => by.use('records', 'leave', mayAsk, hex)

describe('the data key', () => {
  test('is not asked for before it is needed, and not made for somebody who only looks', async () => {
    expect(keychain.calls).toEqual([])
    expect(await look()).toEqual(err('absent'))
    expect(keychain.contents).toEqual({})
  })

  test('is 256 random bits, another one each time', async () => {
    await make()
    const first = keychain.contents[item] ?? ''
    expect(Buffer.from(first, 'base64url')).toHaveLength(32)
    const other = new InMemoryKeychain()
    await make(false, new KeychainDataKey(other))
    expect(other.contents[item]).not.toBe(first)
  })

  test('is the same at the next start', async () => {
    const made = await make()
    expect(made.ok).toBe(true)
    expect(await look(false, new KeychainDataKey(keychain))).toEqual(made)
  })

  test('is read once and then remembered, also where the keychain is gone', async () => {
    const made = await make()
    const asked = keychain.calls.length
    keychain.problem = 'unavailable'
    expect(await make(true)).toEqual(made)
    expect(keychain.calls).toHaveLength(asked)
  })

  test('gives each purpose a key of its own, by HKDF-SHA-256, and nobody the key itself', async () => {
    const bytes = Buffer.alloc(32, 9)
    keychain.items.set(item, bytes.toString('base64url'))
    const expected = Buffer.from(hkdfSync('sha256', bytes, '', 'hygiara-keys/records', 32)).toString('hex')
    expect(await look()).toEqual(ok(expected))
    const fingerprint = await dataKey.use('fingerprint', 'leave', false, hex)
    expect(fingerprint).not.toEqual(ok(expected))
    expect(fingerprint).not.toEqual(ok(hex(bytes)))
  })

  test('lends a derived key for the time of the work, and overwrites it', async () => {
    let lent: Buffer = Buffer.alloc(0)
    await dataKey.use('records', 'make', false, (subKey) => (lent = subKey))
    expect(lent.equals(Buffer.alloc(32))).toBe(true)
    const failing = dataKey.use('records', 'make', false, (subKey) => {
      lent = subKey
      throw new Error('the work failed')
    })
    await expect(failing).rejects.toThrow('the work failed')
    expect(lent.equals(Buffer.alloc(32))).toBe(true)
  })

  test('is nowhere in memory once the app is quitting, and seals nothing any more', async () => {
    await make()
    const text = keychain.contents[item] ?? ''
    expect(reachableText(dataKey, [keychain])).toContain(text)
    dataKey.wipe()
    expect(reachableText(dataKey, [keychain])).not.toContain(text)
    expect(await make(true)).toEqual(err('cancelled'))
  })

  test('that arrives while the app is quitting is overwritten too', async () => {
    await make()
    const next = new KeychainDataKey(keychain)
    keychain.gate.close()
    const late = look(true, next)
    await settled()
    next.wipe()
    keychain.gate.open()
    expect(await late).toEqual(err('cancelled'))
    expect(reachableText(next, [keychain])).not.toContain(keychain.contents[item])
  })
})

describe('however many ask at once', () => {
  test('the keychain is read once and one key is made', async () => {
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => make()))
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1)
    expect(keychain.calls).toEqual([item, item])
  })

  test('those who may ask and those who may not get the same key', async () => {
    const outcomes = await Promise.all([make(true), make(false), look(true), make(true), make(false)])
    const made = outcomes.filter((outcome) => outcome.ok)
    expect(new Set(made.map((outcome) => JSON.stringify(outcome))).size).toBe(1)
    expect(await look(false, new KeychainDataKey(keychain))).toEqual(outcomes[0])
  })
})

test('somebody whose look was overtaken by the making of a key gets that key, and makes no other', async () => {
  let answer: () => void = () => undefined
  const overtaken: Keychain = {
    ready: (signal) => keychain.ready(signal),
    has: (...args) => keychain.has(...args),
    write: (...args) => keychain.write(...args),
    remove: (...args) => keychain.remove(...args),
    // The look of whoever may ask has seen nothing, and comes back late.
    read: (target, signal) =>
      signal ? keychain.read(target, signal) : new Promise((resolve) => (answer = () => resolve(ok(null))))
  }
  const both = new KeychainDataKey(overtaken)
  const late = make(true, both)
  const made = await make(false, both)
  const kept = keychain.contents[item]
  answer()
  expect(await late).toEqual(made)
  expect(keychain.contents[item]).toBe(kept)
})

describe('a key that cannot be read', () => {
  test.each<KeychainProblem>(['unavailable', 'locked', 'no-answer', 'cancelled', 'stopped'])(
    '(%s) is not replaced, and is found when it can be',
    async (problem) => {
      const made = await make()
      const kept = keychain.contents[item]
      const next = new KeychainDataKey(keychain)
      keychain.problem = problem
      expect((await make(true, next)).ok).toBe(false)
      expect((await make(false, next)).ok).toBe(false)
      keychain.problem = null
      expect(keychain.contents[item]).toBe(kept)
      expect(await make(true, next)).toEqual(made)
    }
  )

  test.each(['', 'somebody else', 'A'.repeat(42), 'A'.repeat(44), `${'A'.repeat(42)}!`, 'ä'.repeat(43)])(
    '(the item is %j) is neither used nor replaced',
    async (text) => {
      keychain.items.set(item, text)
      expect(await make(true)).toEqual(err('not-ours'))
      expect(keychain.contents[item]).toBe(text)
    }
  )

  test('and a keychain that would ask is left alone until somebody may be asked', async () => {
    keychain.isLocked = true
    expect(await make(false)).toEqual(err('locked'))
    expect(keychain.calls).toEqual([])
    expect((await make(true)).ok).toBe(true)
  })

  test('a failure is not remembered: each one who asks tries once, nobody tries by themselves', async () => {
    keychain.problem = 'unavailable'
    for (let times = 1; times <= 3; times += 1) {
      await make(true)
      expect(keychain.calls).toHaveLength(times)
    }
    await settled()
    expect(keychain.calls).toHaveLength(3)
  })
})

describe('a keychain that hangs', () => {
  test('is given up soon where nobody was asked anything', async () => {
    const hangs: Keychain = {
      ...silent(),
      ready: (signal) => whenAborted(signal)
    }
    expect(await make(false, new KeychainDataKey(hangs, 20))).toEqual(err('no-answer'))
    const hangsLater: Keychain = { ...silent(), ready: () => Promise.resolve(ok(null)) }
    expect(await make(false, new KeychainDataKey(hangsLater, 20))).toEqual(err('no-answer'))
  })

  test('is waited for where somebody was', async () => {
    const never = make(true, new KeychainDataKey(silent(), 20))
    const outcome = await Promise.race([
      never,
      new Promise((resolve) => setTimeout(() => resolve('waiting'), 60))
    ])
    expect(outcome).toBe('waiting')
  })

  test('that takes the key and answers too late costs nothing: the key that is there is used', async () => {
    let write: (() => void) | null = null
    const slow: Keychain = {
      ready: () => Promise.resolve(ok(null)),
      has: (...args) => keychain.has(...args),
      read: (...args) => keychain.read(...args),
      remove: (...args) => keychain.remove(...args),
      write: async (target, secret, signal) => {
        const text = secret.reveal()
        write = () => keychain.items.set(item, text)
        return whenAborted(signal)
      }
    }
    const late = new KeychainDataKey(slow, 20)
    expect(await make(false, late)).toEqual(err('no-answer'))
    write!()
    const kept = keychain.contents[item]
    expect((await make(false, late)).ok).toBe(true)
    expect(keychain.contents[item]).toBe(kept)
  })
})

function whenAborted(signal: AbortSignal | undefined): Promise<{ ok: false; error: KeychainProblem }> {
  return new Promise((resolve) => {
    signal?.addEventListener('abort', () => {
      resolve({ ok: false, error: 'cancelled' })
    })
  })
}

/** A keychain that says nothing, until it is told to stop. */
function silent(): Keychain {
  return {
    ready: whenAborted,
    has: (_item, signal) => whenAborted(signal),
    read: (_item, signal) => whenAborted(signal),
    write: (_item, _secret, signal) => whenAborted(signal),
    remove: (_item, signal) => whenAborted(signal)
  }
}
