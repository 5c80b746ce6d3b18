import { beforeEach, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { err } from '../../shared/result.ts'
import { settled } from '../testing/fake-clock.ts'
import { Gate } from '../testing/gate.ts'
import { sampleKey } from '../testing/key-samples.ts'
import { signedInWithKeys } from '../testing/signed-in.ts'

let world: Awaited<ReturnType<typeof signedInWithKeys>>

beforeEach(async () => {
  world = await signedInWithKeys()
})

const name = 'ci-reviews'
const never = { kind: 'never' } as const

const orphans = () => world.unsettled.topic.value
const profileId = () => {
  const session = world.session.topic.value
  if (session.state !== 'signed-in') throw new Error('nobody is signed in')
  return session.profile.id
}

/** Presses *Create* and lets everything that follows from it happen. */
async function create(): Promise<boolean> {
  const created = await world.apiKeys.create(name, never)
  await settled()
  return created.ok
}

test('is written down before it is sent, without a value, and forgotten at the first delivery', async () => {
  world.hygiara.answers.createKey.close()
  const creating = world.apiKeys.create(name, never)
  await settled()
  expect(world.journal.all).toMatchObject([{ name, profileId: profileId(), keyId: null }])
  world.hygiara.answers.createKey.open()
  const created = await creating
  if (!created.ok) throw new Error(created.error.code)
  expect(world.journal.all).toMatchObject([{ keyId: created.value.key.id }])
  await world.handoff.copy(created.value.handle)
  await settled()
  expect(world.journal.all).toEqual([])
  expect(orphans()).toEqual([])
})

test('that nobody took in time is a card of its own kind, also after the next start', async () => {
  await create()
  await world.clock.advance(10 * 60_000)
  expect(orphans()).toMatchObject([{ name, cause: 'forgotten', state: 'looked', candidates: [{ name }] }])
  expect(world.journal.all).toMatchObject([{ name, isForgotten: true }])
  await world.unsettled.restore(profileId())
  await world.unsettled.lookForAll()
  expect(orphans()).toMatchObject([{ name, cause: 'forgotten', state: 'looked', candidates: [{ name }] }])
})

test('that nobody took in time can be replaced in one press', async () => {
  await create()
  await world.clock.advance(10 * 60_000)
  const [orphan] = orphans()
  const [candidate] = orphan?.candidates ?? []
  const again = await world.apiKeys.revokeAndCreateAgain(orphan?.intentId ?? '', candidate?.id ?? '')
  expect(again.ok).toBe(true)
  expect(world.hygiara.keys.map(({ id }) => id)).not.toContain(candidate?.id)
  expect(world.hygiara.keys).toHaveLength(1)
  expect(orphans()).toEqual([])
})

test('is not sent when it cannot be written down', async () => {
  world.journal.isFull = true
  const created = await world.apiKeys.create(name, never)
  expect(created).toEqual({ ok: false, error: { code: 'create_not_recorded' } })
  expect(world.hygiara.calls).not.toContain('createKey')
})

test('leaves nothing behind when it was refused', async () => {
  world.hygiara.failNext('createKey', { code: 'forbidden' })
  expect(await create()).toBe(false)
  expect(world.journal.all).toEqual([])
  expect(orphans()).toEqual([])
})

test('with a lost answer becomes an orphan that names its key', async () => {
  world.hygiara.loseNextAnswer('createKey')
  expect(await create()).toBe(false)
  expect(orphans()).toMatchObject([{ name, state: 'looked', candidates: [{ name }] }])
  expect(world.hygiara.calls.filter((call) => call === 'createKey')).toHaveLength(1)
})

test('with a lost answer and no key says so, after a second look', async () => {
  world.hygiara.failNext('createKey', { code: 'create_outcome_unknown', name })
  await create()
  expect(orphans()).toMatchObject([{ state: 'looked', candidates: [] }])
  const looks = world.hygiara.calls.length
  await world.clock.advance(5_000)
  expect(world.hygiara.calls.length).toBe(looks + 1)
  expect(orphans()).toMatchObject([{ state: 'looked', candidates: [] }])
})

test('finds a key that the server made only after its connection broke', async () => {
  world.hygiara.failNext('createKey', { code: 'create_outcome_unknown', name })
  await create()
  const late = { id: 'late', name, createdAt: new Date(world.clock.now()).toISOString() }
  world.hygiara.keys = [late, ...world.hygiara.keys]
  await world.clock.advance(5_000)
  expect(orphans()).toMatchObject([{ candidates: [{ id: 'late' }] }])
})

test('takes neither a key of the same name that was there before, nor one that is older than the press', async () => {
  const old = { id: 'old', name, createdAt: '2026-01-01T00:00:00Z' }
  const before = { id: 'before', name, createdAt: new Date(world.clock.now()).toISOString() }
  world.hygiara.keys = [before, ...world.hygiara.keys]
  await world.inventory.refresh()
  world.hygiara.keys = [old, ...world.hygiara.keys]
  world.hygiara.loseNextAnswer('createKey')
  await create()
  expect(orphans()[0]?.candidates.map(({ id }) => id)).not.toContain('old')
  expect(orphans()[0]?.candidates.map(({ id }) => id)).not.toContain('before')
  expect(orphans()[0]?.candidates).toHaveLength(1)
})

test('is found at a server whose clock is far behind ours', async () => {
  world.clockSkew.ms = -3_600_000
  world.hygiara.failNext('createKey', { code: 'create_outcome_unknown', name })
  const createdAt = new Date(world.clock.now() - 3_600_000).toISOString()
  world.hygiara.keys = [{ id: 'made', name, createdAt }, ...world.hygiara.keys]
  await create()
  expect(orphans()).toMatchObject([{ candidates: [{ id: 'made' }] }])
})

test('shows all keys that it could be where more than one appeared, and guesses none', async () => {
  world.hygiara.loseNextAnswer('createKey')
  const other = { id: 'of-somebody-else', name, createdAt: new Date(world.clock.now()).toISOString() }
  world.hygiara.keys = [other, ...world.hygiara.keys]
  await create()
  expect(orphans()[0]?.candidates).toHaveLength(2)
})

test('stays where the list cannot be read, says why, and can be looked for again', async () => {
  world.hygiara.loseNextAnswer('createKey')
  world.hygiara.failNext('listKeys', { code: 'server_error', status: 503, requestId: null })
  await create()
  const [orphan] = orphans()
  expect(orphan).toMatchObject({ state: 'not-looked', error: { code: 'server_error' } })
  await world.unsettled.look(orphan?.intentId ?? '')
  expect(orphans()).toMatchObject([{ state: 'looked', candidates: [{ name }], error: null }])
})

test('is shown at the next start, before anything else, and only to its own profile', async () => {
  world.hygiara.loseNextAnswer('createKey')
  await create()
  world.unsettled.forget()
  expect(orphans()).toEqual([])
  await world.unsettled.restore('00000000-0000-4000-8000-000000000000')
  expect(orphans()).toEqual([])
  await world.unsettled.restore(profileId())
  expect(orphans()).toMatchObject([{ name, state: 'looking' }])
  await world.unsettled.lookForAll()
  expect(orphans()).toMatchObject([{ state: 'looked', candidates: [{ name }] }])
})

test('a key whose value was here when the app ended is an orphan too, and surely that key', async () => {
  await create()
  world.unsettled.forget()
  await world.unsettled.restore(profileId())
  await world.unsettled.lookForAll()
  expect(orphans()).toMatchObject([{ candidates: [{ id: world.handoff.open?.key.id }] }])
})

test('is ended by revoking its key and creating one in its place', async () => {
  world.hygiara.loseNextAnswer('createKey')
  await create()
  const orphan = orphans()[0]
  const lost = orphan?.candidates[0]
  const again = await world.apiKeys.revokeAndCreateAgain(orphan?.intentId ?? '', lost?.id ?? '')
  expect(again.ok).toBe(true)
  expect(orphans()).toEqual([])
  expect(world.hygiara.keys.filter((key) => key.name === name)).toHaveLength(1)
  expect(world.hygiara.keys.map(({ id }) => id)).not.toContain(lost?.id)
  expect(world.handoff.open?.key.name).toBe(name)
})

test('a key that is handed over at once is not written down again', async () => {
  const gate = new Gate()
  const write = world.journal.write.bind(world.journal)
  world.journal.write = async (intent) => {
    await gate.passed()
    return write(intent)
  }
  world.hygiara.answers.createKey.close()
  const creating = world.apiKeys.create(name, never)
  await settled()
  // From here on the disk is slow.
  gate.close()
  world.hygiara.answers.createKey.open()
  await settled()
  const copyAsSoonAsPossible = async () => {
    if (world.handoff.open) await world.handoff.copy(world.handoff.open.handle)
  }
  await copyAsSoonAsPossible()
  gate.open()
  await creating
  await copyAsSoonAsPossible()
  await settled()
  expect(world.handoff.open?.deliveries).toHaveLength(1)
  expect(world.journal.all).toEqual([])
})

test('revokes no key that its card does not name', async () => {
  world.hygiara.keys = [sampleKey('of-somebody')]
  world.hygiara.loseNextAnswer('createKey')
  await create()
  const [orphan] = orphans()
  expect(await world.apiKeys.revokeAndCreateAgain(orphan!.intentId, 'of-somebody')).toEqual(
    err({ code: 'key_not_found' })
  )
  expect(world.hygiara.count('revokeKey')).toBe(0)
  expect(orphans()).toHaveLength(1)
})

test('revokes nothing while another key waits to be handed over, for no new one could be created', async () => {
  world.hygiara.loseNextAnswer('createKey')
  await create()
  const [orphan] = orphans()
  await world.apiKeys.create('another', never)
  expect(await world.apiKeys.revokeAndCreateAgain(orphan!.intentId, orphan!.candidates[0]!.id)).toEqual(
    err({ code: 'create_in_progress' })
  )
  expect(world.hygiara.count('revokeKey')).toBe(0)
  expect(orphans()).toMatchObject([{ isBusy: false }])
})

test('creates nothing in place of a key that could not be revoked', async () => {
  world.hygiara.loseNextAnswer('createKey')
  await create()
  const orphan = orphans()[0]
  world.hygiara.failNext('revokeKey', { code: 'forbidden' })
  const again = await world.apiKeys.revokeAndCreateAgain(
    orphan?.intentId ?? '',
    orphan?.candidates[0]?.id ?? ''
  )
  expect(again).toMatchObject({ ok: false, error: { code: 'forbidden' } })
  expect(orphans()).toMatchObject([{ isBusy: false, error: { code: 'forbidden' } }])
  expect(world.hygiara.calls.filter((call) => call === 'createKey')).toHaveLength(1)
})

test('nobody can leave between the revoke and the create: the new key would be made wherever they went', async () => {
  world.hygiara.loseNextAnswer('createKey')
  await create()
  const orphan = orphans()[0]
  world.hygiara.answers.revokeKey.close()
  const again = world.apiKeys.revokeAndCreateAgain(orphan!.intentId, orphan!.candidates[0]!.id)
  await settled()
  let hasSettled = false
  void world.apiKeys.createSettled().then(() => (hasSettled = true))
  await settled()
  expect(world.apiKeys.isCreating).toBe(true)
  expect(hasSettled).toBe(false)
  expect(await world.apiKeys.create('another', never)).toEqual(err({ code: 'create_in_progress' }))
  world.hygiara.answers.revokeKey.open()
  expect(await again).toMatchObject({ ok: true })
  expect(world.apiKeys.isCreating).toBe(false)
})

test('revokes nothing when the day that was chosen is over: no new key could be created', async () => {
  world.hygiara.loseNextAnswer('createKey')
  await world.apiKeys.create(name, { kind: 'day', day: '2026-11-24' })
  await settled()
  const orphan = orphans()[0]
  await world.clock.advance(3 * 24 * 60 * 60_000)
  const again = await world.apiKeys.revokeAndCreateAgain(orphan!.intentId, orphan!.candidates[0]!.id)
  expect(again).toMatchObject({ ok: false, error: { code: 'key_refused' } })
  expect(world.hygiara.count('revokeKey')).toBe(0)
  expect(orphans()).toMatchObject([{ isBusy: false, error: { code: 'key_refused' } }])
})

test('is dismissed only by its card: while its value is held there is nothing to dismiss', async () => {
  await create()
  const [intent] = world.journal.all
  await world.unsettled.dismiss(intent!.id)
  await world.unsettled.look(intent!.id)
  expect(orphans()).toEqual([])
  expect(world.journal.all).toHaveLength(1)
  await world.clock.advance(10 * 60_000)
  await world.unsettled.dismiss(intent!.id)
  expect(orphans()).toEqual([])
  expect(world.journal.all).toEqual([])
})

type Step = 'answered' | 'lost' | 'cut' | 'refused' | 'crash' | 'deliver' | 'leave' | 'list-fails'

test('whatever is lost and whenever the app ends, no press makes two keys and no key is unknown to everybody', async () => {
  const step = fc.constantFrom<Step>(
    'answered',
    'lost',
    'cut',
    'refused',
    'crash',
    'deliver',
    'leave',
    'list-fails'
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      world = await signedInWithKeys()
      const { hygiara, apiKeys, handoff, unsettled } = world
      const handedOver = new Set<string>()
      let presses = 0

      const press = async (): Promise<void> => {
        if (handoff.open) return
        presses += 1
        await apiKeys.create(name, never)
        await settled()
      }
      for (const next of steps) {
        if (next === 'answered') await press()
        if (next === 'lost') {
          if (!handoff.open) hygiara.loseNextAnswer('createKey')
          await press()
        }
        if (next === 'cut') {
          if (!handoff.open) hygiara.failNext('createKey', { code: 'create_outcome_unknown', name })
          await press()
        }
        if (next === 'refused') {
          if (!handoff.open) hygiara.failNext('createKey', { code: 'forbidden' })
          await press()
        }
        if (next === 'list-fails') {
          hygiara.failNext('listKeys', { code: 'server_error', status: 500, requestId: null })
        }
        const { open } = handoff
        if (next === 'deliver' && open) {
          await handoff.copy(open.handle)
          handedOver.add(open.key.id)
        }
        if (next === 'leave' && open && open.deliveries.length > 0) handoff.close()
        if (next === 'crash') {
          // What is in memory is gone; what is written down is read by the next start.
          unsettled.forget()
          if (open && open.deliveries.length > 0) handoff.close()
          if (!open) await unsettled.restore(profileId())
          await unsettled.lookForAll()
        }
        await settled()
      }
      unsettled.forget()
      const kept = handoff.open
      await unsettled.restore(profileId())
      // Twice: the first list may be the one that fails.
      await unsettled.lookForAll()
      await unsettled.lookForAll()

      const made = hygiara.keys.filter((key) => key.name === name)
      expect(hygiara.calls.filter((call) => call === 'createKey').length).toBe(presses)
      expect(made.length).toBeLessThanOrEqual(presses)
      const flagged = new Set(
        unsettled.topic.value.flatMap(({ candidates }) => candidates.map(({ id }) => id))
      )
      for (const { id } of made) {
        const isKnown = handedOver.has(id) || flagged.has(id) || kept?.key.id === id
        expect(isKnown, `key ${id} is known to somebody`).toBe(true)
      }
    }),
    { numRuns: 150 }
  )
})

describe('a server that does not say when a key was created', () => {
  const strip = () => {
    world.hygiara.keys = world.hygiara.keys.map(({ createdAt: _, ...key }) => key)
  }

  test('after a list that was too old, a key of that name may be somebody else’s: the card says so', async () => {
    await world.inventory.refresh()
    await world.clock.advance(3_600_000)
    world.hygiara.keys = [{ id: 'of-somebody-else', name }]
    world.hygiara.failNext('createKey', { code: 'create_outcome_unknown', name })
    await create()
    expect(orphans()).toMatchObject([{ isCertain: false, candidates: [{ id: 'of-somebody-else' }] }])
    expect(orphans()[0]?.listedAt).not.toBeNull()
  })

  test('shortly after a list, the one new key of that name is the lost one', async () => {
    await world.inventory.refresh()
    world.hygiara.loseNextAnswer('createKey')
    const creating = world.apiKeys.create(name, never)
    await Promise.resolve()
    strip()
    await creating
    await settled()
    expect(orphans()).toMatchObject([{ isCertain: true, candidates: [{ name }] }])
  })

  test('no list is read before a create', async () => {
    await create()
    expect(world.hygiara.calls).toEqual(['createKey'])
  })
})

test('what could not be read of earlier creates is told, and the others are shown', async () => {
  world.hygiara.loseNextAnswer('createKey')
  await create()
  world.journal.faults = { setAside: ['a.json.corrupt-2026'], isUnreadable: true }
  await world.unsettled.restore(profileId())
  expect(orphans()).toHaveLength(1)
  expect(world.notices.topic.value).toMatchObject([
    { kind: 'intents-were-unreadable', keptAs: ['a.json.corrupt-2026'] },
    { kind: 'intents-not-read' }
  ])
})

test('a disk that keeps a settled create is told, and asked again until it lets go', async () => {
  await create()
  world.journal.keepsRemoved = true
  await world.handoff.copy(world.handoff.open!.handle)
  await settled()
  expect(world.notices.topic.value).toMatchObject([{ kind: 'intent-not-removed', keyName: name }])
  expect(world.journal.all).toHaveLength(1)
  world.journal.keepsRemoved = false
  await world.clock.advance(60_000)
  expect(world.journal.all).toEqual([])
})
