import { beforeEach, describe, expect, test } from 'vitest'
import type { LeaveReason } from '../../shared/leaving.ts'
import { done, err } from '../../shared/result.ts'
import { holdForMs } from '../handoff/secret-handoff.ts'
import { settled } from '../testing/fake-clock.ts'
import { InMemoryLeaveDialog } from '../testing/in-memory-leave-dialog.ts'
import { signedInWithKeys } from '../testing/signed-in.ts'
import { LeavingService, pagePatienceMs } from './leaving-service.ts'

// Whoever adds a reason is asked to add it here, and it is tested.
const reasons = Object.keys({
  'close-secret': 0,
  navigate: 0,
  'sign-out': 0,
  'close-window': 0,
  quit: 0,
  shutdown: 0
} satisfies Record<LeaveReason, unknown>) as LeaveReason[]

async function start() {
  const world = await signedInWithKeys()
  const dialog = new InMemoryLeaveDialog()
  const leaving = new LeavingService({
    handoff: world.handoff,
    apiKeys: world.apiKeys,
    dialog,
    clock: world.clock,
    publish: world.events.publish
  })
  const create = async () => {
    const created = await world.apiKeys.create('ci-reviews', { kind: 'never' })
    if (!created.ok) throw new Error(created.error.code)
    return created.value
  }
  return { ...world, dialog, leaving, create, question: () => leaving.topic.value.question }
}

let world: Awaited<ReturnType<typeof start>>

beforeEach(async () => {
  world = await start()
})

describe.each(reasons)('leaving because of %s', (reason) => {
  test('needs no question while no key waits', async () => {
    const { leaving, events } = world
    expect(await leaving.requestLeave(reason)).toBe(true)
    expect(events.of('leaving:changed')).toEqual([])
  })

  test('needs no question when the key has been handed over, and ends the step', async () => {
    const { leaving, handoff, create } = world
    const { handle } = await create()
    await handoff.copy(handle)
    expect(await leaving.requestLeave(reason)).toBe(true)
    expect(handoff.open).toBeNull()
  })

  test('asks while nobody has the key, and naming the key is all it says', async () => {
    const { leaving, create, question, handoff } = world
    await create()
    void leaving.requestLeave(reason)
    await settled()
    expect(question()).toEqual({
      reason,
      keyName: 'ci-reviews',
      isOverwritten: false,
      isRevoking: false,
      error: null
    })
    expect(handoff.open).not.toBeNull()
  })

  test('“keep open” keeps everything', async () => {
    const { leaving, create, question, handoff, hygiara } = world
    await create()
    const asked = leaving.requestLeave(reason)
    await settled()
    expect(await leaving.answer('keep-open')).toEqual(done)
    expect(await asked).toBe(false)
    expect(question()).toBeNull()
    expect(handoff.open).not.toBeNull()
    expect(hygiara.keys).toHaveLength(1)
  })

  test('“close anyway” ends the step and leaves the key alive', async () => {
    const { leaving, create, question, handoff, hygiara } = world
    await create()
    const asked = leaving.requestLeave(reason)
    await settled()
    expect(await leaving.answer('close-anyway')).toEqual(done)
    expect(await asked).toBe(true)
    expect(question()).toBeNull()
    expect(handoff.open).toBeNull()
    expect(hygiara.keys).toHaveLength(1)
  })

  test('“revoke” revokes the key, then ends the step', async () => {
    const { leaving, create, question, handoff, hygiara } = world
    await create()
    const asked = leaving.requestLeave(reason)
    await settled()
    expect(await leaving.answer('revoke')).toEqual(done)
    expect(await asked).toBe(true)
    expect(question()).toBeNull()
    expect(handoff.open).toBeNull()
    expect(hygiara.keys).toEqual([])
  })

  test('waits for a create that is on its way, and then asks', async () => {
    const { leaving, create, question, hygiara } = world
    hygiara.answers.createKey.close()
    const creating = create()
    const asked = leaving.requestLeave(reason)
    await settled()
    expect(question()).toBeNull()
    hygiara.answers.createKey.open()
    await creating
    await settled()
    expect(question()).toMatchObject({ reason, keyName: 'ci-reviews' })
    await leaving.answer('keep-open')
    expect(await asked).toBe(false)
  })
})

test('a create that fails on the way keeps nobody from leaving', async () => {
  const { leaving, apiKeys, hygiara } = world
  hygiara.failNext('createKey', { code: 'forbidden' })
  hygiara.answers.createKey.close()
  const creating = apiKeys.create('ci-reviews', { kind: 'never' })
  const asked = leaving.requestLeave('quit')
  hygiara.answers.createKey.open()
  expect(await creating).toEqual(err({ code: 'forbidden' }))
  expect(await asked).toBe(true)
})

describe('revoking at the door', () => {
  test('that fails keeps the question and the value, and says why', async () => {
    const { leaving, create, question, handoff, hygiara } = world
    await create()
    const asked = leaving.requestLeave('quit')
    await settled()
    hygiara.isOffline = true
    expect(await leaving.answer('revoke')).toMatchObject({ error: { code: 'server_unreachable' } })
    expect(question()).toMatchObject({ isRevoking: false, error: { code: 'server_unreachable' } })
    expect(handoff.open).not.toBeNull()
    let answer: boolean | null = null
    void asked.then((mayLeave) => (answer = mayLeave))
    await settled()
    expect(answer).toBeNull()

    hygiara.isOffline = false
    expect(await leaving.answer('revoke')).toEqual(done)
    expect(await asked).toBe(true)
  })

  test('of a key that somebody else revoked is what was wanted', async () => {
    const { leaving, create, handoff, hygiara } = world
    await create()
    const asked = leaving.requestLeave('navigate')
    await settled()
    hygiara.keys = []
    expect(await leaving.answer('revoke')).toEqual(done)
    expect(await asked).toBe(true)
    expect(handoff.open).toBeNull()
  })

  test('reaches the server even when the list does not have the key', async () => {
    const { leaving, create, inventory, hygiara } = world
    await create()
    inventory.forget()
    const asked = leaving.requestLeave('navigate')
    await settled()
    await leaving.answer('revoke')
    expect(await asked).toBe(true)
    expect(hygiara.keys).toEqual([])
  })

  test('takes no second answer while it is under way', async () => {
    const { leaving, create, question, handoff, hygiara } = world
    await create()
    void leaving.requestLeave('quit')
    await settled()
    hygiara.answers.revokeKey.close()
    const revoking = leaving.answer('revoke')
    await settled()
    expect(question()).toMatchObject({ isRevoking: true })
    await leaving.answer('close-anyway')
    await leaving.answer('revoke')
    expect(handoff.open).not.toBeNull()
    hygiara.answers.revokeKey.open()
    await revoking
    expect(hygiara.count('revokeKey')).toBe(1)
    expect(handoff.open).toBeNull()
  })
})

test.each([null, { code: 'forbidden' }] as const)(
  'a revoke that lasts longer than its step (and fails with %j) ends no other step',
  async (failure) => {
    const { leaving, create, handoff, hygiara, clock, question } = world
    if (failure) hygiara.failNext('revokeKey', failure)
    await create()
    await clock.advance(holdForMs - 10_000)
    void leaving.requestLeave('close-secret')
    await settled()
    leaving.seen()
    hygiara.answers.revokeKey.close()
    const revoking = leaving.answer('revoke')
    await clock.advance(10_000)
    expect(handoff.open).toBeNull()
    const { handle } = await create()
    hygiara.answers.revokeKey.open()
    await revoking
    expect(handoff.open?.handle).toBe(handle)
    expect(question()).toBeNull()
  }
)

test('a question is over when its step has ended in another way', async () => {
  const { leaving, create, handoff, question } = world
  const { handle } = await create()
  const asked = leaving.requestLeave('navigate')
  await settled()
  await handoff.copy(handle)
  expect(await leaving.requestLeave('close-window')).toBe(true)
  expect(question()).toBeNull()
  expect(await asked).toBe(true)
})

describe('two askers', () => {
  test('get the same answer, and the question is about the later one', async () => {
    const { leaving, create, question } = world
    await create()
    const first = leaving.requestLeave('navigate')
    const second = leaving.requestLeave('quit')
    await settled()
    expect(question()).toMatchObject({ reason: 'quit' })
    await leaving.answer('close-anyway')
    expect(await Promise.all([first, second])).toEqual([true, true])
  })

  test('do not disturb a revoke that is under way', async () => {
    const { leaving, create, question, hygiara } = world
    await create()
    const first = leaving.requestLeave('navigate')
    await settled()
    hygiara.answers.revokeKey.close()
    hygiara.failNext('revokeKey', { code: 'forbidden' })
    const revoking = leaving.answer('revoke')
    await settled()
    const second = leaving.requestLeave('close-window')
    await settled()
    expect(question()).toMatchObject({ reason: 'close-window', isRevoking: true })
    hygiara.answers.revokeKey.open()
    await revoking
    expect(question()).toMatchObject({
      reason: 'close-window',
      isRevoking: false,
      error: { code: 'forbidden' }
    })
    await leaving.answer('keep-open')
    expect(await Promise.all([first, second])).toEqual([false, false])
  })

  test('after an answer the next one is asked anew', async () => {
    const { leaving, create, question } = world
    await create()
    const first = leaving.requestLeave('navigate')
    await settled()
    await leaving.answer('keep-open')
    expect(await first).toBe(false)
    const second = leaving.requestLeave('quit')
    await settled()
    expect(question()).toMatchObject({ reason: 'quit', error: null })
    await leaving.answer('close-anyway')
    expect(await second).toBe(true)
  })
})

test('an answer to no question does nothing', async () => {
  const { leaving, create, handoff, hygiara } = world
  await create()
  expect(await leaving.answer('close-anyway')).toEqual(done)
  expect(await leaving.answer('revoke')).toEqual(done)
  expect(handoff.open).not.toBeNull()
  expect(hygiara.keys).toHaveLength(1)
})

describe('leaving a key behind', () => {
  test('leaves a trace', async () => {
    const { leaving, create, unsettled } = world
    const { key } = await create()
    void leaving.requestLeave('close-secret')
    await settled()
    await leaving.answer('close-anyway')
    expect(unsettled.topic.value).toMatchObject([
      { cause: 'left-behind', name: 'ci-reviews', candidates: [{ id: key.id }], isCertain: true }
    ])
  })

  test('is written down before the door opens, and the next start shows it again', async () => {
    const { leaving, create, unsettled, inventory, journal } = world
    const { key } = await create()
    const leave = leaving.requestLeave('quit')
    await settled()
    void leaving.answer('close-anyway')
    expect(await leave).toBe(true)
    expect(journal.all).toMatchObject([{ keyId: key.id, isLeftBehind: true }])
    unsettled.forget()
    await unsettled.restore(journal.all[0]!.profileId)
    expect(unsettled.topic.value).toMatchObject([{ cause: 'left-behind', state: 'looking' }])
    await inventory.refresh()
    await unsettled.lookForAll()
    expect(unsettled.topic.value).toMatchObject([{ cause: 'left-behind', candidates: [{ id: key.id }] }])
    await unsettled.dismiss(journal.all[0]!.id)
    expect(journal.all).toEqual([])
  })

  test('has nothing more to say once its key is revoked, here or by somebody else', async () => {
    const { leaving, create, unsettled, journal, apiKeys, hygiara } = world
    for (const revoke of [
      (id: string) => apiKeys.revoke(id),
      (id: string) => {
        hygiara.keys = hygiara.keys.filter((key) => key.id !== id)
        return unsettled.lookForAll()
      }
    ]) {
      const { key } = await create()
      void leaving.requestLeave('close-secret')
      await settled()
      await leaving.answer('close-anyway')
      await revoke(key.id)
      await settled()
      expect(unsettled.topic.value).toEqual([])
      expect(journal.all).toEqual([])
    }
  })

  test('twice leaves two', async () => {
    const { leaving, create, unsettled } = world
    for (let time = 0; time < 2; time += 1) {
      await create()
      void leaving.requestLeave('close-secret')
      await settled()
      await leaving.answer('close-anyway')
    }
    expect(unsettled.topic.value).toHaveLength(2)
  })

  test.each(['keep-open', 'revoke'] as const)('is not what “%s” does', async (choice) => {
    const { leaving, create, unsettled } = world
    await create()
    void leaving.requestLeave('close-secret')
    await settled()
    await leaving.answer(choice)
    expect(unsettled.topic.value).toEqual([])
    expect(world.journal.all.filter(({ isLeftBehind }) => isLeftBehind)).toEqual([])
  })
})

test('a question that nobody answers in time goes with the key, and nobody leaves', async () => {
  const { leaving, create, question, handoff, clock, unsettled } = world
  await create()
  const asked = leaving.requestLeave('quit')
  await settled()
  leaving.seen()
  await clock.advance(holdForMs)
  expect(await asked).toBe(false)
  expect([question(), handoff.open]).toEqual([null, null])
  expect(unsettled.topic.value).toMatchObject([{ name: 'ci-reviews', cause: 'forgotten' }])
})

describe('who leaves now would be asked', () => {
  test('only while a key is being created or waits', async () => {
    const { leaving, create, handoff, hygiara } = world
    expect(leaving.wouldAsk).toBe(false)
    hygiara.answers.createKey.close()
    const creating = create()
    expect(leaving.wouldAsk).toBe(true)
    hygiara.answers.createKey.open()
    const { handle } = await creating
    expect(leaving.wouldAsk).toBe(true)
    await handoff.copy(handle)
    expect(leaving.wouldAsk).toBe(false)
  })
})

describe('a page that does not show the question', () => {
  const ask = async (reason: LeaveReason = 'close-window') => {
    await world.create()
    const asked = world.leaving.requestLeave(reason)
    await settled()
    return asked
  }
  const askAndWait = (reason?: LeaveReason) => {
    const asked = ask(reason)
    return settled()
      .then(settled)
      .then(() => ({ asked }))
  }

  test('is given four seconds; then the system asks, and names the key', async () => {
    const { dialog, clock } = world
    await askAndWait()
    await clock.advance(pagePatienceMs - 1)
    expect(dialog.asked).toEqual([])
    await clock.advance(1)
    expect(dialog.asked).toEqual([
      { keyName: 'ci-reviews', reason: 'close-window', hasFailed: false, isOverwritten: false }
    ])
  })

  test('that says in time that it does is left alone', async () => {
    const { dialog, clock, leaving } = world
    await askAndWait()
    await clock.advance(pagePatienceMs - 1)
    leaving.seen()
    await clock.advance(60_000)
    expect(dialog.asked).toEqual([])
  })

  test('that comes to it late takes the question back from the system', async () => {
    const { dialog, clock, leaving, question } = world
    const { asked } = await askAndWait()
    await clock.advance(pagePatienceMs)
    expect(dialog.isOpen).toBe(true)
    leaving.seen()
    await settled()
    expect([dialog.isOpen, question()?.keyName]).toEqual([false, 'ci-reviews'])
    await leaving.answer('close-anyway')
    expect(await asked).toBe(true)
  })

  test.each([
    ['keep-open', false, 1],
    ['revoke', true, 0],
    ['close-anyway', true, 1]
  ] as const)('can be answered there: %s', async (choice, mayLeave, keysLeft) => {
    const { dialog, clock, hygiara, question, handoff } = world
    const { asked } = await askAndWait()
    await clock.advance(pagePatienceMs)
    dialog.choose(choice)
    expect(await asked).toBe(mayLeave)
    await settled()
    expect([question(), handoff.open === null, hygiara.keys.length]).toEqual([null, mayLeave, keysLeft])
    expect(dialog.asked).toHaveLength(1)
  })

  test('asks again where revoking did not work, and says so', async () => {
    const { dialog, clock, hygiara } = world
    const { asked } = await askAndWait('quit')
    await clock.advance(pagePatienceMs)
    hygiara.isOffline = true
    dialog.choose('revoke')
    await settled()
    await settled()
    expect(dialog.asked.at(-1)).toEqual({
      keyName: 'ci-reviews',
      reason: 'quit',
      hasFailed: true,
      isOverwritten: false
    })
    dialog.choose('close-anyway')
    expect(await asked).toBe(true)
  })

  test('that was well for one question may hang before the next', async () => {
    const { dialog, clock, leaving } = world
    await askAndWait('navigate')
    leaving.seen()
    await clock.advance(60_000)
    void leaving.requestLeave('close-window')
    await settled()
    await clock.advance(pagePatienceMs)
    expect(dialog.asked).toMatchObject([{ reason: 'close-window' }])
    // However often somebody presses the button of the frame, there is one dialog.
    void leaving.requestLeave('close-window')
    await settled()
    await clock.advance(pagePatienceMs)
    expect(dialog.asked).toHaveLength(1)
  })

  test('leaves no dialog behind when the key is gone for another reason', async () => {
    const { dialog, clock, leaving } = world
    const { asked } = await askAndWait()
    await clock.advance(pagePatienceMs)
    await leaving.answer('close-anyway')
    expect(await asked).toBe(true)
    expect(dialog.isOpen).toBe(false)
  })
})

describe('a copy that this app has replaced on the clipboard', () => {
  const copyAndReplace = async () => {
    const { handle, key } = await world.create()
    await world.handoff.copy(handle)
    await settled()
    expect(world.journal.all).toEqual([])
    await world.apiKeys.copyMarkdown(key.id)
    await settled()
    return { handle, key }
  }

  test('is no longer a hand-over: the receipt says so, and leaving is asked about', async () => {
    const { leaving, handoff, clipboard } = world
    const { key } = await copyAndReplace()
    expect(clipboard.text).toContain('ci-reviews')
    expect(handoff.open?.deliveries).toMatchObject([{ destination: 'clipboard', isOverwritten: true }])
    expect(leaving.wouldAsk).toBe(true)
    const leave = leaving.requestLeave('close-secret')
    await settled()
    expect(world.question()).toMatchObject({ keyName: 'ci-reviews', isOverwritten: true })
    await leaving.answer('close-anyway')
    expect(await leave).toBe(true)
    expect(world.unsettled.topic.value).toMatchObject([
      { cause: 'overwritten', candidates: [{ id: key.id }] }
    ])
  })

  test('is written down again: an app that ends now shows its card at the next start', async () => {
    const { key } = await copyAndReplace()
    expect(world.journal.all).toMatchObject([{ keyId: key.id, isOverwritten: true }])
  })

  test('is made good by another copy', async () => {
    const { handle } = await copyAndReplace()
    await world.handoff.copy(handle)
    await settled()
    expect(world.handoff.open?.deliveries).toHaveLength(1)
    expect(world.journal.all).toEqual([])
    expect(await world.leaving.requestLeave('close-secret')).toBe(true)
  })

  test('matters to nobody where the keychain has the key', async () => {
    const { handle, key } = await world.create()
    await world.handoff.copy(handle)
    await world.handoff.saveToKeychain(handle, false)
    await world.apiKeys.copyMarkdown(key.id)
    await settled()
    expect(world.journal.all).toEqual([])
    expect(await world.leaving.requestLeave('close-secret')).toBe(true)
  })

  test('counts as it did where somebody else had replaced it before, or its time was over', async () => {
    const { handle, key } = await world.create()
    await world.handoff.copy(handle)
    await world.clipboard.writeText('of another app')
    await world.apiKeys.copyMarkdown(key.id)
    await settled()
    expect(world.handoff.open?.deliveries[0]).not.toHaveProperty('isOverwritten')
    await world.handoff.copy(handle)
    await world.clock.advance(60_000)
    await world.apiKeys.copyMarkdown(key.id)
    await settled()
    expect(world.handoff.open?.deliveries[0]).not.toHaveProperty('isOverwritten')
    expect(await world.leaving.requestLeave('close-secret')).toBe(true)
  })

  test('and that nobody took within its time is a card that says so', async () => {
    await copyAndReplace()
    await world.clock.advance(holdForMs)
    expect(world.unsettled.topic.value).toMatchObject([{ cause: 'overwritten' }])
  })
})
