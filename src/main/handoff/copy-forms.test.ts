import { beforeEach, describe, expect, test } from 'vitest'
import { done, err } from '../../shared/result.ts'
import { secretFormats } from '../../shared/secret-format.ts'
import { settled } from '../testing/fake-clock.ts'
import { signedInWithKeys } from '../testing/signed-in.ts'

const cancelled = err({ code: 'cancelled' })

async function start() {
  const world = await signedInWithKeys()
  await world.inventory.refresh()
  const created = await world.apiKeys.create('CI reviews', { kind: 'never' })
  if (!created.ok) throw new Error(created.error.code)
  const { handle, key } = created.value
  expect(await world.handoff.copy(handle)).toEqual(done)
  const value = world.clipboard.text
  await world.guard.clear()
  return { ...world, handle, key, value, record: () => world.records.find(key.id) }
}

let world: Awaited<ReturnType<typeof start>>

beforeEach(async () => {
  world = await start()
})

describe.each(secretFormats)('a copy as %s', (format) => {
  test('is on the clipboard, and says which form it has', async () => {
    const { handoff, handle, clipboard, value } = world
    expect(await handoff.copy(handle, format)).toEqual(done)
    expect(clipboard.text).toContain(value)
    expect(handoff.open?.deliveries).toMatchObject([{ destination: 'clipboard', format }])
  })

  test('is cleared when its time is over', async () => {
    const { handoff, handle, clipboard, clock, guard } = world
    await handoff.copy(handle, format)
    await clock.advance(30_000)
    expect(clipboard.text).toBe('')
    expect(guard.topic.value.state).toBe('cleared')
  })

  test('is left alone when it is no longer ours, be it by one character', async () => {
    const { handoff, handle, clipboard, clock, guard } = world
    await handoff.copy(handle, format)
    clipboard.text += '\n'
    const others = clipboard.text
    await clock.advance(30_000)
    expect(clipboard.text).toBe(others)
    expect(guard.topic.value.state).toBe('replaced')
  })
})

test('one form after the other: the last is on the clipboard and in the step, all are in the record', async () => {
  const { handoff, handle, clipboard, value, record } = world
  await handoff.copy(handle, 'kubernetes')
  await handoff.copy(handle, 'environment')
  expect(clipboard.text).toBe(`HYGIARA_API_KEY=${value}`)
  expect(handoff.open?.deliveries.map((each) => 'format' in each && each.format)).toEqual(['environment'])
  expect(record()?.handoffs.map((each) => 'format' in each && each.format)).toEqual([
    'raw',
    'kubernetes',
    'environment'
  ])
})

test('the address in the curl line is that of the server that made the key', async () => {
  const { handoff, handle, clipboard, value } = world
  await handoff.copy(handle, 'curl')
  expect(clipboard.text).toBe(`curl -H 'X-API-Key: ${value}' https://hygiara.test/api/v1/whoami`)
})

test('while one form is being copied, another one is not said to be', async () => {
  const { handoff, handle, clipboard, value } = world
  clipboard.gate.close()
  const curl = handoff.copy(handle, 'curl')
  const again = handoff.copy(handle, 'curl')
  expect(await handoff.copy(handle, 'raw')).toEqual(cancelled)
  clipboard.gate.open()
  expect(await Promise.all([curl, again])).toEqual([done, done])
  expect(clipboard.text).toMatch(/^curl /u)
  expect(clipboard.text).toContain(value)
})

test('a form that waits for the clipboard is overwritten with the value when the step is closed', async () => {
  const { handoff, handle, clipboard, guard, value } = world
  clipboard.gate.close()
  const clearing = guard.clear()
  const copying = handoff.copy(handle, 'curl')
  handoff.close()
  clipboard.gate.open()
  await clearing
  expect((await copying).ok).toBe(false)
  await settled()
  expect(clipboard.text).not.toContain(value)
})

describe('where the server has no request that only reads', () => {
  beforeEach(async () => {
    const { handoff, apiKeys, hygiara, session } = world
    handoff.close()
    hygiara.canTestKeys = false
    await session.signOut()
    await world.signIn('ada@acme.test')
    const created = await apiKeys.create('poor', { kind: 'never' })
    if (!created.ok) throw new Error(created.error.code)
    world = { ...world, handle: created.value.handle }
  })

  test('there is no curl line, and every other form', async () => {
    const { handoff, handle } = world
    for (const format of secretFormats)
      expect((await handoff.copy(handle, format)).ok).toBe(format !== 'curl')
  })

  test('the key cannot be tried, and the step says so', async () => {
    const { handoff, handle, hygiara } = world
    expect(handoff.open?.test).toEqual({ state: 'unavailable' })
    expect((await handoff.test(handle)).ok).toBe(false)
    expect(hygiara.count('testKey')).toBe(0)
  })
})

describe('trying the key', () => {
  test('is no hand-off: whoever leaves is still asked', async () => {
    const { handoff, handle, record } = world
    const before = handoff.open?.deliveries
    expect(await handoff.test(handle)).toEqual(done)
    expect(handoff.open?.deliveries).toEqual(before)
    expect(handoff.open?.test).toMatchObject({ state: 'done', answer: { outcome: 'valid', status: 200 } })
    expect(record()?.test).toMatchObject({ outcome: 'valid', status: 200 })
  })

  test('a session that has ended does not matter to it, nor it to the session', async () => {
    const { handoff, handle, hygiara, session } = world
    hygiara.endSessions()
    await handoff.test(handle)
    expect(handoff.open?.test).toMatchObject({ answer: { outcome: 'valid' } })
    hygiara.keys = []
    await handoff.test(handle)
    expect(handoff.open?.test).toMatchObject({ answer: { outcome: 'rejected', status: 401 } })
    expect(session.topic.value).toMatchObject({ state: 'signed-in', standing: 'live' })
  })

  test('offline it is not said to be invalid', async () => {
    const { handoff, handle, hygiara } = world
    hygiara.isOffline = true
    await handoff.test(handle)
    expect(handoff.open?.test).toMatchObject({
      answer: { outcome: 'unreachable', status: null, error: { code: 'server_unreachable' } }
    })
  })

  test('closing the step stops it, and what was noted stays noted', async () => {
    const { handoff, handle, hygiara, record } = world
    hygiara.answers.testKey.close()
    const testing = handoff.test(handle)
    await settled()
    handoff.close()
    expect(await testing).toEqual(done)
    expect(handoff.open).toBeNull()
    expect(record()?.test).toMatchObject({ outcome: 'unreachable', status: null })
    expect(await handoff.test(handle)).toEqual(err({ code: 'secret_gone' }))
  })
})
