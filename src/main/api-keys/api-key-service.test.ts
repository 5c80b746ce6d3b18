import { beforeEach, describe, expect, test } from 'vitest'
import type { AppError } from '../../shared/app-error.ts'
import type { ExpiryChoice } from '../../shared/expiry.ts'
import { done, err } from '../../shared/result.ts'
import { settled } from '../testing/fake-clock.ts'
import { sampleKey } from '../testing/key-samples.ts'
import { signedInWithKeys } from '../testing/signed-in.ts'

const never: ExpiryChoice = { kind: 'never' }
const june: ExpiryChoice = { kind: 'day', day: '2027-06-29' }
const inProgress = err({ code: 'create_in_progress' })

let world: Awaited<ReturnType<typeof signedInWithKeys>>

beforeEach(async () => {
  world = await signedInWithKeys()
})

describe('creating a key', () => {
  test('answers its public facts and a handle; its value waits in main', async () => {
    const { apiKeys, hygiara, handoff, events } = world
    const created = await apiKeys.create('  ci-reviews ', june)
    if (!created.ok) throw new Error(created.error.code)
    const { key, handle } = created.value
    expect(key).toMatchObject({
      name: 'ci-reviews',
      expiresAt: { kind: 'instant', value: '2027-06-29T23:59:59.000Z' }
    })
    expect(hygiara.keys).toEqual([key])
    expect(handoff.open).toMatchObject({ handle, key })
    expect(JSON.stringify([created, events.all])).not.toContain('Q7zQ7z')
    expect(await handoff.copy(handle)).toEqual(done)
    expect(world.clipboard.text).toContain('Q7zQ7z')
  })

  test('without an expiry sends none', async () => {
    const { apiKeys, hygiara } = world
    await apiKeys.create('ci-reviews', never)
    expect(hygiara.keys[0]?.expiresAt).toBeNull()
  })

  test('shows it in the list at once, without a refresh', async () => {
    const { apiKeys, hygiara, inventory } = world
    const created = await apiKeys.create('ci-reviews', june)
    expect(inventory.readChunk(0).keys).toEqual([created.ok && created.value.key])
    expect(hygiara.count('listKeys')).toBe(0)
  })

  const refusals: readonly (readonly [string, ExpiryChoice, Extract<AppError, { code: 'key_refused' }>])[] = [
    ['', june, { code: 'key_refused', name: 'blank', expiry: null }],
    ['ci', june, { code: 'key_refused', name: 'too-short', expiry: null }],
    ['x'.repeat(101), june, { code: 'key_refused', name: 'too-long', expiry: null }],
    ['ci\u202ereviews', june, { code: 'key_refused', name: 'control-characters', expiry: null }],
    ['ci-reviews', { kind: 'day', day: '2026-11-23' }, { code: 'key_refused', name: null, expiry: 'past' }],
    [
      'ci-reviews',
      { kind: 'day', day: '2027-02-30' },
      { code: 'key_refused', name: null, expiry: 'not-a-date' }
    ],
    ['  ', { kind: 'day', day: '2207-01-01' }, { code: 'key_refused', name: 'blank', expiry: 'too-far' }]
  ]

  test.each(refusals)(
    '%j until %j: each field says what is wrong, and nothing is sent',
    async (name, expiry, error) => {
      expect(await world.apiKeys.create(name, expiry)).toEqual(err(error))
      expect(world.hygiara.calls).toEqual([])
    }
  )

  test('what the server refuses is said, and the form can be sent again', async () => {
    const { apiKeys, hygiara } = world
    const refused: AppError = { code: 'key_refused', name: 'refused-by-server', expiry: null }
    hygiara.failNext('createKey', refused)
    expect(await apiKeys.create('ci-reviews', june)).toEqual(err(refused))
    expect((await apiKeys.create('ci-reviews', june)).ok).toBe(true)
  })

  test('five hundred presses send one request', async () => {
    const { apiKeys, hygiara } = world
    hygiara.answers.createKey.close()
    const presses = Array.from({ length: 500 }, () => apiKeys.create('ci-reviews', june))
    await settled()
    hygiara.answers.createKey.open()
    const outcomes = await Promise.all(presses)
    expect(outcomes.filter(({ ok: isOk }) => isOk)).toHaveLength(1)
    expect(outcomes.filter(({ ok: isOk }) => !isOk)).toEqual(Array.from({ length: 499 }, () => inProgress))
    expect(hygiara.count('createKey')).toBe(1)
    expect(hygiara.keys).toHaveLength(1)
  })

  test('is refused while a value waits to be handed over, which therefore is not lost', async () => {
    const { apiKeys, hygiara, handoff } = world
    const first = await apiKeys.create('ci-reviews', june)
    expect(await apiKeys.create('reporting', june)).toEqual(inProgress)
    expect(hygiara.count('createKey')).toBe(1)
    expect(handoff.open?.handle).toBe(first.ok && first.value.handle)
    handoff.close()
    expect((await apiKeys.create('reporting', june)).ok).toBe(true)
  })

  test('whose answer is lost is never sent again: the outcome is unknown, and the list is read anew', async () => {
    const { apiKeys, hygiara, handoff, inventory } = world
    hygiara.loseNextAnswer('createKey')
    expect(await apiKeys.create('ci-reviews', june)).toEqual(
      err({ code: 'create_outcome_unknown', name: 'ci-reviews' })
    )
    await settled()
    expect(hygiara.calls).toEqual(['createKey', 'listKeys'])
    // The key is there; whoever looks at the list sees it.
    expect(inventory.readChunk(0).keys.map(({ name }) => name)).toEqual(['ci-reviews'])
    expect(handoff.open).toBeNull()
  })

  test('whose answer is lost during a refresh does not trust that refresh', async () => {
    const { apiKeys, hygiara, inventory } = world
    hygiara.answers.listKeys.close()
    const older = inventory.refresh()
    await settled()
    hygiara.loseNextAnswer('createKey')
    await apiKeys.create('ci-reviews', june)
    hygiara.answers.listKeys.open()
    await older
    await settled()
    expect(hygiara.count('listKeys')).toBe(2)
    expect(inventory.readChunk(0).facts.total).toBe(1)
  })

  test('offline creates nothing and says so', async () => {
    const { apiKeys, hygiara } = world
    hygiara.isOffline = true
    expect(await apiKeys.create('ci-reviews', june)).toMatchObject({ error: { code: 'server_unreachable' } })
    expect(hygiara.keys).toEqual([])
  })

  test('tells whoever waits for it when it is settled, also when it fails', async () => {
    const { apiKeys, hygiara, handoff } = world
    await apiKeys.createSettled()
    hygiara.answers.createKey.close()
    const creating = apiKeys.create('ci-reviews', june)
    const seen = apiKeys.createSettled().then(() => handoff.open?.key.name)
    hygiara.answers.createKey.open()
    expect(await seen).toBe('ci-reviews')
    await creating
    handoff.close()
    hygiara.failNext('createKey', { code: 'forbidden' })
    void apiKeys.create('ci-reviews', june)
    await apiKeys.createSettled()
    expect(handoff.open).toBeNull()
  })
})

describe('revoking a key', () => {
  beforeEach(async () => {
    world.hygiara.keys = [sampleKey('k1'), sampleKey('k2')]
    await world.inventory.refresh()
    world.hygiara.calls.length = 0
  })

  const ids = () => world.inventory.readChunk(0).keys.map(({ id }) => id)

  test('takes it away at the server and from the list', async () => {
    const { apiKeys, hygiara } = world
    expect(await apiKeys.revoke('k1')).toEqual(done)
    expect(hygiara.keys.map(({ id }) => id)).toEqual(['k2'])
    expect(ids()).toEqual(['k2'])
    expect(hygiara.calls).toEqual(['revokeKey'])
  })

  test('that is pressed again shares the outcome and sends nothing', async () => {
    const { apiKeys, hygiara } = world
    hygiara.answers.revokeKey.close()
    const presses = Array.from({ length: 100 }, () => apiKeys.revoke('k1'))
    const other = apiKeys.revoke('k2')
    await settled()
    hygiara.answers.revokeKey.open()
    expect(await Promise.all([...presses, other])).toEqual(Array.from({ length: 101 }, () => done))
    expect(hygiara.count('revokeKey')).toBe(2)
  })

  test('that failed can be tried again', async () => {
    const { apiKeys, hygiara } = world
    hygiara.failNext('revokeKey', { code: 'forbidden' })
    expect(await apiKeys.revoke('k1')).toEqual(err({ code: 'forbidden' }))
    expect(ids()).toEqual(['k1', 'k2'])
    expect(await apiKeys.revoke('k1')).toEqual(done)
  })

  test('that somebody else was quicker with says so and takes it from the list', async () => {
    const { apiKeys, hygiara } = world
    hygiara.keys = [sampleKey('k2')]
    expect(await apiKeys.revoke('k1')).toEqual(err({ code: 'key_not_found' }))
    expect(ids()).toEqual(['k2'])
  })

  test('of an unknown id sends nothing', async () => {
    const { apiKeys, hygiara } = world
    expect(await apiKeys.revoke('somebody-else’s')).toEqual(err({ code: 'key_not_found' }))
    expect(hygiara.calls).toEqual([])
  })

  test('whose answer is lost is not claimed to have worked: the list says what is there', async () => {
    const { apiKeys, hygiara } = world
    hygiara.loseNextAnswer('revokeKey')
    expect(await apiKeys.revoke('k1')).toEqual(err({ code: 'revoke_outcome_unknown', name: 'key k1' }))
    expect(ids()).toEqual(['k1', 'k2'])
    await settled()
    expect(ids()).toEqual(['k2'])
    expect(hygiara.count('revokeKey')).toBe(1)
  })

  test('works for a key that was just created, also where the list does not have it', async () => {
    const { apiKeys, hygiara, inventory } = world
    const created = await apiKeys.create('ci-reviews', june)
    inventory.forget()
    expect(await apiKeys.revoke(created.ok ? created.value.key.id : '')).toEqual(done)
    expect(hygiara.keys.map(({ id }) => id)).toEqual(['k1', 'k2'])
  })
})

test('a line of Markdown is no hand-off and has no secret', async () => {
  const { apiKeys, handoff, clipboard } = world
  const created = await apiKeys.create('ci-reviews', { kind: 'never' })
  if (!created.ok) throw new Error(created.error.code)
  const { handle, key } = created.value
  await handoff.copy(handle)
  const value = clipboard.text
  expect(await apiKeys.copyMarkdown(key.id)).toEqual(done)
  expect(clipboard.text).toMatch(/^\*\*ci-reviews\*\* \(hrdly/u)
  expect(clipboard.text).not.toContain(value)
  expect(handoff.open?.deliveries).toHaveLength(1)
  expect(await apiKeys.copyMarkdown('nobody')).toEqual(err({ code: 'key_not_found' }))
})

test('a label is the name and the prefix, and no secret', async () => {
  const { apiKeys, hygiara, inventory, clipboard } = world
  hygiara.keys = [sampleKey('k1', { name: 'ci-reviews', prefix: 'hrdly_b7Qx2m' }), sampleKey('k3')]
  await inventory.refresh()
  expect(await apiKeys.copyLabels(['k3', 'k2', 'k1', 'k3'])).toEqual(done)
  expect(clipboard.text).toBe('key k3 (hrdly_k3…)\nci-reviews (hrdly_b7Qx2m…)')
  expect(await apiKeys.copyLabels(['k1'])).toEqual(done)
  expect(clipboard.text).toBe('ci-reviews (hrdly_b7Qx2m…)')
  expect(await apiKeys.copyLabels(['k2'])).toEqual(err({ code: 'key_not_found' }))
  expect(clipboard.text).toBe('ci-reviews (hrdly_b7Qx2m…)')
})
