/** The same form pressed again by hand after its answer was lost: one Idempotency-Key, and never a key unknown to all. */
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { ExpiryChoice } from '../../shared/expiry.ts'
import { settled } from '../testing/fake-clock.ts'
import { signedInWithKeys } from '../testing/signed-in.ts'

let world: Awaited<ReturnType<typeof signedInWithKeys>>

beforeEach(async () => {
  world = await signedInWithKeys()
  world.hygiara.knowsPresses = true
})

const name = 'ci-reviews'
const never = { kind: 'never' } as const

const cards = () => world.unsettled.topic.value
const profileId = () => {
  const session = world.session.topic.value
  if (session.state !== 'signed-in') throw new Error('nobody is signed in')
  return session.profile.id
}

async function press(as = name, expiry: ExpiryChoice = never): Promise<string> {
  const created = await world.apiKeys.create(as, expiry)
  await settled()
  return created.ok ? 'created' : created.error.code
}

async function pressAndLose(): Promise<void> {
  world.hygiara.loseNextAnswer('createKey')
  expect(await press()).toBe('create_outcome_unknown')
}

/** As if the request had never arrived, though that could not be known. */
async function pressInVain(): Promise<void> {
  world.hygiara.failNext('createKey', { code: 'create_outcome_unknown', name })
  expect(await press()).toBe('create_outcome_unknown')
}

const distinctPresses = () => new Set(world.hygiara.pressIds).size

describe('the same form after a lost answer', () => {
  test('carries the same Idempotency-Key; what the server replays is the key of the card, for certain', async () => {
    await pressAndLose()
    const [made] = world.hygiara.keys
    expect(await press()).toBe('create_replayed')
    expect(world.hygiara.pressIds).toHaveLength(2)
    expect(distinctPresses()).toBe(1)
    expect(world.hygiara.keys).toHaveLength(1)
    expect(cards()).toMatchObject([
      {
        cause: 'answer-lost',
        state: 'looked',
        isCertain: true,
        candidates: [{ id: made?.id }],
        isBusy: false
      }
    ])
  })

  test('carries it after a restart, too', async () => {
    await pressAndLose()
    world.unsettled.forget()
    await world.unsettled.restore(profileId())
    expect(await press()).toBe('create_replayed')
    expect(distinctPresses()).toBe(1)
  })

  test('what was replayed is known for certain after a restart, whatever else has that name', async () => {
    await pressAndLose()
    await press()
    const [made] = world.hygiara.keys
    world.hygiara.keys = [{ id: 'of-somebody', name }, ...world.hygiara.keys]
    world.unsettled.forget()
    await world.unsettled.restore(profileId())
    await world.unsettled.lookForAll()
    expect(cards()).toMatchObject([{ cause: 'answer-lost', isCertain: true, candidates: [{ id: made?.id }] }])
  })

  test('makes the key where the first request never arrived, and the card goes', async () => {
    world.hygiara.failNext('createKey', { code: 'create_outcome_unknown', name })
    await press()
    const [first] = world.journal.all
    expect(cards()).toMatchObject([{ candidates: [] }])
    expect(await press()).toBe('created')
    expect(world.hygiara.pressIds).toEqual([first?.id])
    expect(cards()).toEqual([])
    expect(world.journal.all).toMatchObject([{ keyId: world.handoff.open?.key.id }])
    await world.handoff.copy(world.handoff.open!.handle)
    await settled()
    expect(world.journal.all).toEqual([])
  })

  test('at a server that knows no Idempotency-Keys makes a second one, and the first stays on its card', async () => {
    world.hygiara.knowsPresses = false
    await pressAndLose()
    const [first] = world.hygiara.keys
    expect(await press()).toBe('created')
    await world.handoff.copy(world.handoff.open!.handle)
    await settled()
    expect(world.hygiara.keys).toHaveLength(2)
    expect(cards()).toMatchObject([{ candidates: [{ id: first?.id }] }])
    // And after a restart: the key that somebody has is offered to nobody for revoking.
    world.unsettled.forget()
    await world.unsettled.restore(profileId())
    await world.unsettled.lookForAll()
    expect(cards().map(({ candidates }) => candidates.map(({ id }) => id))).toEqual([[first?.id]])
  })

  test('that is refused now leaves the card as it was', async () => {
    await pressAndLose()
    const before = cards()
    world.hygiara.failNext('createKey', { code: 'forbidden' })
    expect(await press()).toBe('forbidden')
    expect(cards()).toEqual(before)
    expect(world.journal.all).toHaveLength(1)
  })

  test('cannot be decided about on its card until it is answered', async () => {
    await pressAndLose()
    world.hygiara.answers.createKey.close()
    const pressing = press()
    await settled()
    expect(cards()).toMatchObject([{ isBusy: true }])
    await world.unsettled.dismiss(cards()[0]!.intentId)
    expect(cards()).toHaveLength(1)
    world.hygiara.answers.createKey.open()
    await pressing
    expect(cards()).toMatchObject([{ isBusy: false }])
  })

  test('is not sent where it cannot be written down once more', async () => {
    await pressAndLose()
    world.journal.isFull = true
    expect(await press()).toBe('create_not_recorded')
    expect(world.hygiara.count('createKey')).toBe(1)
    expect(cards()).toMatchObject([{ isBusy: false }])
  })
})

describe('a new Idempotency-Key', () => {
  test.each<[string, string, ExpiryChoice]>([
    ['another name', 'ci-other', never],
    ['another expiry', name, { kind: 'day', day: '2027-06-29' }]
  ])('is taken for %s', async (_what, as, expiry) => {
    await pressAndLose()
    expect(await press(as, expiry)).toBe('created')
    expect(distinctPresses()).toBe(2)
  })

  test.each<[string, () => Promise<unknown>]>([
    ['the key of the card was revoked', () => world.apiKeys.revoke(world.hygiara.keys[0]!.id)],
    ['the card was dismissed', () => world.unsettled.dismiss(cards()[0]!.intentId)]
  ])('is taken once %s', async (_what, decide) => {
    await pressAndLose()
    await decide()
    expect(cards()).toEqual([])
    expect(world.journal.all).toEqual([])
    expect(await press()).toBe('created')
    expect(distinctPresses()).toBe(2)
  })

  test('is taken for the key that is created in place of the lost one', async () => {
    await pressAndLose()
    const [card] = cards()
    const again = await world.apiKeys.revokeAndCreateAgain(card!.intentId, card!.candidates[0]!.id)
    expect(again.ok).toBe(true)
    expect(distinctPresses()).toBe(2)
  })

  test('is taken when the server has had the old one with another request', async () => {
    await pressInVain()
    world.hygiara.failNext('createKey', { code: 'idempotency_key_reused' })
    expect(await press()).toBe('idempotency_key_reused')
    expect(cards()).toHaveLength(1)
    const [spent] = world.journal.all
    expect(await press()).toBe('created')
    expect(world.hygiara.pressIds).toHaveLength(1)
    expect(world.hygiara.pressIds).not.toContain(spent?.id)
  })

  test('is taken for the next of the same name after a key was handed over', async () => {
    await press()
    await world.handoff.copy(world.handoff.open!.handle)
    world.handoff.close()
    await press()
    expect(distinctPresses()).toBe(2)
  })
})

test('a create that the server is still at work on is waited for, and nothing is sent', async () => {
  await pressInVain()
  await world.clock.advance(10_000)
  world.hygiara.failNext('createKey', { code: 'create_running', name })
  expect(await press()).toBe('create_running')
  const looks = world.hygiara.count('listKeys')
  expect(cards()).toMatchObject([{ state: 'looking', isBusy: false }])
  world.hygiara.keys = [{ id: 'made', name, createdAt: new Date(world.clock.now()).toISOString() }]
  await world.clock.advance(2_000)
  expect(world.hygiara.count('listKeys')).toBe(looks + 1)
  expect(world.hygiara.count('createKey')).toBe(2)
  expect(cards()).toMatchObject([{ state: 'looked', candidates: [{ id: 'made' }] }])
})

test('two lost presses may have made two keys: what replaces one leaves the other on its card', async () => {
  world.hygiara.knowsPresses = false
  await pressAndLose()
  await pressAndLose()
  const [card] = cards()
  expect(card?.candidates).toHaveLength(2)
  const again = await world.apiKeys.revokeAndCreateAgain(card!.intentId, card!.candidates[0]!.id)
  expect(again.ok).toBe(true)
  await settled()
  expect(cards()).toMatchObject([{ isBusy: false, candidates: [{ id: card?.candidates[1]?.id }] }])
})

type Step =
  'press' | 'lost' | 'in-vain' | 'refused' | 'running' | 'crash' | 'deliver' | 'revoke-one' | 'list-fails'

test('however often one presses and whatever the server knows, no key is unknown to everybody or offered wrongly', async () => {
  const step = fc.constantFrom<Step>(
    'press',
    'lost',
    'in-vain',
    'refused',
    'running',
    'crash',
    'deliver',
    'revoke-one',
    'list-fails'
  )
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.array(step, { maxLength: 14 }), async (knowsPresses, steps) => {
      world = await signedInWithKeys()
      const { hygiara, handoff, unsettled, apiKeys } = world
      hygiara.knowsPresses = knowsPresses
      const had = new Set<string>()
      const fail = { 'in-vain': 'create_outcome_unknown', running: 'create_running' } as const
      for (const next of steps) {
        const isFree = handoff.open === null
        if (next === 'press' && isFree) await press()
        if (next === 'lost' && isFree) {
          hygiara.loseNextAnswer('createKey')
          await press()
        }
        if ((next === 'in-vain' || next === 'running') && isFree) {
          hygiara.failNext('createKey', { code: fail[next], name })
          await press()
        }
        if (next === 'refused' && isFree) {
          hygiara.failNext('createKey', { code: 'forbidden' })
          await press()
        }
        if (next === 'list-fails') {
          hygiara.failNext('listKeys', { code: 'server_error', status: 500, requestId: null })
        }
        const { open } = handoff
        if (next === 'deliver' && open) {
          await handoff.copy(open.handle)
          had.add(open.key.id)
          handoff.close()
        }
        const [card] = cards()
        if (next === 'revoke-one' && isFree && card?.candidates[0]) {
          await apiKeys.revokeAndCreateAgain(card.intentId, card.candidates[0].id)
        }
        if (next === 'crash' && isFree) {
          unsettled.forget()
          await unsettled.restore(profileId())
          await unsettled.lookForAll()
        }
        await settled()
        for (const { candidates } of cards()) {
          for (const { id } of candidates)
            expect(had.has(id), `${id}, which somebody has, is offered`).toBe(false)
        }
      }
      const held = handoff.open?.key.id
      unsettled.forget()
      await unsettled.restore(profileId())
      await unsettled.lookForAll()
      await unsettled.lookForAll()
      const flagged = new Set(cards().flatMap(({ candidates }) => candidates.map(({ id }) => id)))
      for (const { id } of hygiara.keys) {
        expect(had.has(id) || flagged.has(id) || id === held, `key ${id} is known to somebody`).toBe(true)
      }
      if (knowsPresses) expect(hygiara.keys.length).toBeLessThanOrEqual(new Set(hygiara.pressIds).size)
    }),
    { numRuns: 400, examples: [[false, ['lost', 'lost', 'press', 'deliver', 'revoke-one']]] }
  )
})
