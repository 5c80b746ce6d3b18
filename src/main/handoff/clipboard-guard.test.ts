import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { ClipboardState } from '../../shared/handoff.ts'
import { done, err, ok } from '../../shared/result.ts'
import { SecretValue } from '../secret-value.ts'
import { FakeClock, settled } from '../testing/fake-clock.ts'
import { defaultHoldMs, guardedClipboard } from '../testing/guarded-clipboard.ts'
import { InMemoryClipboard } from '../testing/in-memory-clipboard.ts'
import { InMemoryClipboardDebtRecord } from '../testing/in-memory-clipboard-debt-record.ts'
import { PublishedEvents } from '../testing/published-events.ts'
import { reachableText } from '../testing/reachable-text.ts'

function start(clipboard = new InMemoryClipboard(), record = new InMemoryClipboardDebtRecord()) {
  const clock = new FakeClock()
  const events = new PublishedEvents()
  const world = guardedClipboard(clock, events, { clipboard, record })
  const { guard } = world
  return { ...world, clock, events, state: () => guard.topic.value }
}

const value = 'hrdly_b7Qx2mAAAAAAAAAAAAAAAAAAAAAAAAAA9zK4Tq'
const secret = () => SecretValue.of(value)
const refused = err({ code: 'clipboard_refused' })
const copiedThen = { keyName: 'ci-reviews', copiedAt: '2026-11-23T10:00:00.000Z' }

let world: ReturnType<typeof start>

beforeEach(() => {
  world = start()
})

describe('copying a key', () => {
  test('writes nothing when the value was overwritten while the debt was written down', async () => {
    const { guard, clipboard, record } = world
    clipboard.text = 'of somebody'
    const wiped = secret()
    const writing = record.write.bind(record)
    record.write = (debts) => {
      wiped.wipe()
      return writing(debts)
    }
    expect(await guard.copy(wiped, 'ci-reviews')).toEqual(refused)
    expect(clipboard.text).toBe('of somebody')
    expect(record.debts).toEqual([])
  })

  test('puts exactly its value on the clipboard and says when it will be taken away', async () => {
    const { guard, clipboard, state } = world
    expect(await guard.copy(secret(), 'ci-reviews')).toEqual(
      ok({ at: '2026-11-23T10:00:00.000Z', isVerified: true, isHidden: true })
    )
    expect(clipboard.text).toBe(value)
    expect(state()).toEqual({
      state: 'holding',
      keyName: 'ci-reviews',
      copiedAt: '2026-11-23T10:00:00.000Z',
      clearsAt: '2026-11-23T10:00:30.000Z',
      canKeepLonger: true
    })
  })

  test('takes it away after thirty seconds, not before', async () => {
    const { guard, clipboard, clock, state } = world
    await guard.copy(secret(), 'ci-reviews')
    await clock.advance(defaultHoldMs - 1)
    expect(clipboard.text).toBe(value)
    await clock.advance(1)
    expect(clipboard.text).toBe('')
    expect(state()).toEqual({ state: 'cleared', ...copiedThen, at: '2026-11-23T10:00:30.000Z' })
    expect(clock.waiting).toBe(0)
  })

  test('leaves alone what somebody else copied meanwhile', async () => {
    const { guard, clipboard, clock, state } = world
    await guard.copy(secret(), 'ci-reviews')
    clipboard.text = 'a shopping list'
    await clock.advance(defaultHoldMs)
    expect(clipboard.text).toBe('a shopping list')
    expect(state()).toMatchObject({ state: 'replaced', keyName: 'ci-reviews' })
  })

  test('again starts the thirty seconds anew', async () => {
    const { guard, clipboard, clock, state } = world
    await guard.copy(secret(), 'ci-reviews')
    await clock.advance(29_000)
    await guard.copy(secret(), 'ci-reviews')
    await clock.advance(29_000)
    expect(clipboard.text).toBe(value)
    await clock.advance(1_000)
    expect(clipboard.text).toBe('')
    expect(state().state).toBe('cleared')
  })

  test('is refused when the clipboard throws, and then nothing is counted down', async () => {
    const { guard, clipboard, clock, state } = world
    clipboard.writing = 'throws'
    expect(await guard.copy(secret(), 'ci-reviews')).toEqual(refused)
    expect(state()).toEqual({ state: 'empty' })
    expect(clock.waiting).toBe(0)
  })

  test('is refused when the clipboard says yes and keeps something else', async () => {
    const { guard, clipboard, state } = world
    clipboard.text = 'a shopping list'
    clipboard.writing = 'ignores'
    expect(await guard.copy(secret(), 'ci-reviews')).toEqual(refused)
    expect(clipboard.text).toBe('a shopping list')
    expect(state()).toEqual({ state: 'empty' })
  })

  test('is refused when it cannot be read back, and is not left there for ever', async () => {
    const { guard, clipboard } = world
    clipboard.reading = 'throws'
    expect(await guard.copy(secret(), 'ci-reviews')).toEqual(refused)
    expect(clipboard.text).toBe('')
  })

  test('is refused when nothing is seen there, and is not left there for ever', async () => {
    // On Wayland a window in the background reads an empty clipboard, whatever is on it.
    class Blind extends InMemoryClipboard {
      override readText(): Promise<string> {
        return Promise.resolve('')
      }
    }
    const { guard, clipboard } = start(new Blind())
    expect(await guard.copy(secret(), 'ci-reviews')).toEqual(refused)
    expect(clipboard.text).toBe('')
  })

  test('that is refused does not stop the countdown of the one before', async () => {
    const { guard, clipboard, clock, state } = world
    await guard.copy(secret(), 'ci-reviews')
    clipboard.writing = 'throws'
    await guard.copy(SecretValue.of('hrdly_another'), 'another')
    await clock.advance(defaultHoldMs)
    expect(clipboard.text).toBe('')
    expect(state()).toMatchObject({ state: 'cleared', keyName: 'ci-reviews' })
  })
})

describe('clearing', () => {
  test('at once takes the key away and ends the countdown', async () => {
    const { guard, clipboard, clock, state } = world
    await guard.copy(secret(), 'ci-reviews')
    await guard.clear()
    expect(clipboard.text).toBe('')
    expect(state().state).toBe('cleared')
    expect(clock.waiting).toBe(0)
    clipboard.text = value
    await clock.advance(defaultHoldMs)
    expect(clipboard.text).toBe(value)
  })

  test('does nothing when no key was copied', async () => {
    const { guard, clipboard, events } = world
    clipboard.text = 'a shopping list'
    await guard.clear()
    expect(clipboard.text).toBe('a shopping list')
    expect(events.all).toEqual([])
  })

  test.each([
    ['throws', (clipboard: InMemoryClipboard) => (clipboard.clearing = 'throws')],
    ['says yes and does nothing', (clipboard: InMemoryClipboard) => (clipboard.clearing = 'ignores')],
    ['cannot be read any more', (clipboard: InMemoryClipboard) => (clipboard.reading = 'throws')]
  ])('a clipboard that %s: not cleared, and it says so', async (_how, misbehave) => {
    const { guard, clipboard, clock, state } = world
    await guard.copy(secret(), 'ci-reviews')
    misbehave(clipboard)
    await clock.advance(defaultHoldMs)
    expect(state()).toEqual({ state: 'not-cleared', ...copiedThen, at: '2026-11-23T10:00:30.000Z' })

    // The person presses again once it works.
    clipboard.clearing = 'works'
    clipboard.reading = 'works'
    await guard.clear()
    expect(clipboard.text).toBe('')
    expect(state().state).toBe('cleared')
  })
})

describe('copying what anybody may see', () => {
  test('leaves it there', async () => {
    const { guard, clipboard, clock, state } = world
    expect(await guard.copyText('ci-reviews (hrdly_b7Qx2m…)')).toEqual(done)
    await clock.advance(defaultHoldMs)
    expect(clipboard.text).toBe('ci-reviews (hrdly_b7Qx2m…)')
    expect(state()).toEqual({ state: 'empty' })
  })

  test('over a key ends its countdown', async () => {
    const { guard, clipboard, clock, state } = world
    await guard.copy(secret(), 'ci-reviews')
    await guard.copyText('ci-reviews')
    expect(state().state).toBe('replaced')
    await clock.advance(defaultHoldMs)
    expect(clipboard.text).toBe('ci-reviews')
  })

  test('is refused when the clipboard throws, and the key there is still counted down', async () => {
    const { guard, clipboard, clock } = world
    await guard.copy(secret(), 'ci-reviews')
    clipboard.writing = 'throws'
    expect(await guard.copyText('ci-reviews')).toEqual(refused)
    await clock.advance(defaultHoldMs)
    expect(clipboard.text).toBe('')
  })
})

describe('the time', () => {
  test('is what was chosen when the key was copied', async () => {
    const { guard, clipboard, clock, hold } = world
    hold.ms = 10_000
    await guard.copy(secret(), 'ci-reviews')
    hold.ms = 120_000
    await clock.advance(9_999)
    expect(clipboard.text).toBe(value)
    await clock.advance(1)
    expect(clipboard.text).toBe('')
  })

  test('is thirty seconds longer for whoever asks, once a copy', async () => {
    const { guard, clipboard, clock, state } = world
    await guard.copy(secret(), 'ci-reviews')
    await clock.advance(20_000)
    await guard.keepLonger()
    const longer = { clearsAt: '2026-11-23T10:01:00.000Z', canKeepLonger: false }
    expect(state()).toEqual({ state: 'holding', ...copiedThen, ...longer })
    await guard.keepLonger()
    expect(state()).toMatchObject(longer)
    expect(clock.waiting).toBe(1)
    await clock.advance(39_999)
    expect(clipboard.text).toBe(value)
    await clock.advance(1)
    expect(clipboard.text).toBe('')

    await guard.copy(secret(), 'ci-reviews')
    expect(state()).toMatchObject({ canKeepLonger: true })
  })

  test('is not made longer when there is nothing to keep', async () => {
    const { guard, clock, events } = world
    await guard.keepLonger()
    expect(events.all).toEqual([])
    await guard.copy(secret(), 'ci-reviews')
    await guard.clear()
    await guard.keepLonger()
    expect(clock.waiting).toBe(0)
  })

  test('that has passed while the computer slept is noticed when the person is back', async () => {
    const { guard, clipboard, clock, state } = world
    await guard.copy(secret(), 'ci-reviews')
    clock.skip(31_000)
    expect(clipboard.text).toBe(value)
    await guard.catchUp()
    expect(clipboard.text).toBe('')
    expect(state().state).toBe('cleared')
  })

  test('that has not passed goes on when the person is back', async () => {
    const { guard, clipboard, clock } = world
    await guard.copy(secret(), 'ci-reviews')
    await clock.advance(10_000)
    await guard.catchUp()
    expect(clipboard.text).toBe(value)
    expect(clock.waiting).toBe(1)
  })
})

describe('the selection', () => {
  test('is cleared along when it holds the key', async () => {
    const { guard, clipboard, state } = world
    await guard.copy(secret(), 'ci-reviews')
    clipboard.selection = value
    await guard.clear()
    expect(clipboard.selection).toBe('')
    expect(state().state).toBe('cleared')
  })

  test('is cleared also when the clipboard has something else by then', async () => {
    const { guard, clipboard, state } = world
    await guard.copy(secret(), 'ci-reviews')
    clipboard.text = 'a shopping list'
    clipboard.selection = value
    await guard.clear()
    expect(clipboard.selection).toBe('')
    expect(clipboard.text).toBe('a shopping list')
    expect(state().state).toBe('replaced')
  })

  test('is left alone when it holds anything else', async () => {
    const { guard, clipboard } = world
    clipboard.selection = 'marked by somebody'
    await guard.copy(secret(), 'ci-reviews')
    await guard.clear()
    expect(clipboard.selection).toBe('marked by somebody')
  })

  test('that still holds the key is said, and tried again', async () => {
    const { guard, clipboard, state } = world
    await guard.copy(secret(), 'ci-reviews')
    clipboard.text = 'a shopping list'
    clipboard.selection = value
    clipboard.clearing = 'ignores'
    await guard.clear()
    expect(state().state).toBe('not-cleared')
    clipboard.clearing = 'works'
    await guard.catchUp()
    expect(clipboard.selection).toBe('')
    expect(clipboard.text).toBe('a shopping list')
  })
})

describe('a clipboard that cannot be seen, as on Wayland behind another window', () => {
  test('makes no copy a verified one', async () => {
    const { guard, clipboard } = world
    clipboard.isOutOfSight = true
    expect(await guard.copy(secret(), 'ci-reviews')).toMatchObject({ value: { isVerified: false } })
  })

  test('is cleared when the time is over, and called cleared only once it was seen', async () => {
    const { guard, clipboard, clock, state, record } = world
    await guard.copy(secret(), 'ci-reviews')
    clipboard.isOutOfSight = true
    await clock.advance(defaultHoldMs)
    expect(clipboard.text).toBe('')
    expect(state()).toEqual({ state: 'unchecked', ...copiedThen, at: '2026-11-23T10:00:30.000Z' })
    expect(record.debts).toHaveLength(1)

    clipboard.isOutOfSight = false
    await clock.advance(5_000)
    await guard.catchUp()
    expect(state()).toEqual({ state: 'cleared', ...copiedThen, at: '2026-11-23T10:00:35.000Z' })
    expect(record.debts).toEqual([])
  })

  test('in which the key turns up again is cleared again', async () => {
    const { guard, clipboard, clock, state } = world
    await guard.copy(secret(), 'ci-reviews')
    clipboard.isOutOfSight = true
    await clock.advance(defaultHoldMs)
    clipboard.isOutOfSight = false
    // A clipboard manager that wants it never to be empty.
    clipboard.text = value
    await guard.catchUp()
    expect(clipboard.text).toBe('')
    expect(state().state).toBe('cleared')
  })

  test('in which nothing of ours is seen: what became of it is seen later', async () => {
    const { guard, clipboard, clock, state } = world
    await guard.copy(secret(), 'ci-reviews')
    clipboard.text = ''
    clipboard.isOutOfSight = true
    await clock.advance(defaultHoldMs)
    expect(state().state).toBe('unchecked')
    clipboard.text = 'a shopping list'
    clipboard.isOutOfSight = false
    await guard.catchUp()
    expect(clipboard.text).toBe('a shopping list')
    expect(state().state).toBe('replaced')
  })
})

test('a warning that is still true is not given a second time', async () => {
  const { guard, clipboard, events, state } = world
  await guard.copy(secret(), 'ci-reviews')
  clipboard.clearing = 'ignores'
  await guard.clear()
  const { length } = events.all
  await guard.catchUp()
  await guard.catchUp()
  expect(state().state).toBe('not-cleared')
  expect(events.all).toHaveLength(length)
})

describe('a debt', () => {
  const keys = ['deadline', 'hash', 'salt']

  test('is written down before the value goes anywhere, and is gone when that is settled', async () => {
    const { guard, clipboard, clock, record } = world
    let before: readonly object[] = []
    const write = clipboard.writeSecret.bind(clipboard)
    clipboard.writeSecret = async (written) => {
      before = record.debts
      return write(written)
    }
    await guard.copy(secret(), 'ci-reviews')
    expect(before).toHaveLength(1)
    expect(record.debts).toHaveLength(1)
    expect(Object.keys(record.debts[0]!).sort()).toEqual(keys)
    expect(record.debts[0]!.deadline).toBe('2026-11-23T10:00:30.000Z')
    expect(JSON.stringify(record.debts)).not.toContain(value)
    await clock.advance(defaultHoldMs)
    expect(record.debts).toEqual([])
  })

  test('has the later deadline once the key is kept longer', async () => {
    const { guard, record } = world
    await guard.copy(secret(), 'ci-reviews')
    await guard.keepLonger()
    expect(record.debts.map(({ deadline }) => deadline)).toEqual(['2026-11-23T10:01:00.000Z'])
  })

  test('of the key before stays while a copy after it is refused', async () => {
    const { guard, clipboard, record } = world
    await guard.copy(secret(), 'ci-reviews')
    const first = record.debts
    clipboard.writing = 'throws'
    await guard.copy(SecretValue.of('hrdly_another'), 'another')
    expect(record.debts).toEqual(first)
  })

  test('stays while the clipboard is not cleared', async () => {
    const { guard, clipboard, record } = world
    await guard.copy(secret(), 'ci-reviews')
    clipboard.clearing = 'throws'
    await guard.clear()
    expect(record.debts).toHaveLength(1)
  })

  test('that cannot be written down keeps nobody from copying', async () => {
    const { guard, clipboard, record } = world
    record.isFull = true
    expect((await guard.copy(secret(), 'ci-reviews')).ok).toBe(true)
    expect(clipboard.text).toBe(value)
  })
})

describe('after a start that was ended with a key on the clipboard', () => {
  /** What a killed app leaves: its debt, and the clipboard as it was. */
  async function afterCrash(text = value) {
    const record = new InMemoryClipboardDebtRecord()
    await start(new InMemoryClipboard(), record).guard.copy(secret(), 'ci-reviews')
    const next = start(new InMemoryClipboard(), record)
    next.clipboard.text = text
    return { ...next, kinds: () => next.notices.topic.value }
  }

  test('the key is taken away and the person told', async () => {
    const { guard, clipboard, record, kinds, state } = await afterCrash()
    await guard.pickUpDebts()
    expect(clipboard.text).toBe('')
    expect(kinds()).toMatchObject([{ kind: 'key-left-on-clipboard', isCleared: true }])
    expect(record.debts).toEqual([])
    // No countdown of this start.
    expect(state()).toEqual({ state: 'empty' })
  })

  test('something else there is left alone, and nothing is said', async () => {
    const { guard, clipboard, record, kinds } = await afterCrash('a shopping list')
    await guard.pickUpDebts()
    expect(clipboard.text).toBe('a shopping list')
    expect(kinds()).toEqual([])
    expect(record.debts).toEqual([])
  })

  test('a key that cannot be taken away is said, stays written down, and is tried again', async () => {
    const { guard, clipboard, record, kinds } = await afterCrash()
    clipboard.clearing = 'ignores'
    await guard.pickUpDebts()
    expect(kinds()).toMatchObject([{ isCleared: false }])
    expect(record.debts).toHaveLength(1)
    clipboard.clearing = 'works'
    await guard.catchUp()
    expect(clipboard.text).toBe('')
    expect(kinds()).toMatchObject([{ isCleared: true }])
    expect(record.debts).toEqual([])
  })

  test('on Wayland it waits until the window is in front', async () => {
    const { guard, clipboard, record, kinds } = await afterCrash()
    clipboard.text = ''
    clipboard.isOutOfSight = true
    await guard.pickUpDebts()
    expect(record.debts).toHaveLength(1)
    expect(kinds()).toEqual([])
    clipboard.text = value
    clipboard.isOutOfSight = false
    await guard.catchUp()
    expect(clipboard.text).toBe('')
    expect(kinds()).toMatchObject([{ isCleared: true }])
  })

  test('a copy of this start does not wipe the debt of the one before while that is open', async () => {
    const { guard, clipboard, record } = await afterCrash()
    clipboard.isOutOfSight = true
    clipboard.text = ''
    await guard.pickUpDebts()
    await guard.copy(SecretValue.of('hrdly_another'), 'another')
    expect(record.debts).toHaveLength(2)
    // One that was seen to arrive leaves nothing of what was there before.
    clipboard.isOutOfSight = false
    await guard.copy(SecretValue.of('hrdly_another'), 'another')
    expect(record.debts).toHaveLength(1)
  })
})

describe('the plaintext', () => {
  test('is nowhere in what the guard keeps, while it holds a key and after', async () => {
    const { guard, clipboard, clock, events, record } = world
    const copied = `hrdly_${randomUUID()}`
    await guard.copy(SecretValue.of(copied), 'ci-reviews')
    expect(clipboard.text).toBe(copied)
    // The clipboard may have it, we may not.
    const kept = reachableText({ guard, clock, events, record }, [clipboard])
    // The walk was where it should be.
    expect(kept).toContain('ci-reviews')
    expect(kept).toContain('#salt')
    expect(kept).not.toContain(copied)
    await clock.advance(defaultHoldMs)
    expect(reachableText({ guard, clock, events })).not.toContain(copied)
  })

  test('has another hash each time, so that two hashes tell nobody that two keys are the same', async () => {
    const { guard, clipboard } = world
    await guard.copy(secret(), 'a')
    const first = reachableText(guard, [clipboard])
    await guard.copy(secret(), 'a')
    expect(reachableText(guard, [clipboard])).not.toBe(first)
  })
})

type Action =
  | { readonly does: 'copy'; readonly key: number; readonly holdMs: number }
  | { readonly does: 'somebody-copies' | 'clear' | 'copy-text' | 'keep-longer' | 'come-back' }
  | { readonly does: 'somebody-marks'; readonly key: number | null }
  | { readonly does: 'wait'; readonly ms: number }
  | { readonly does: 'clipboard'; readonly clearing: InMemoryClipboard['clearing'] }
  | { readonly does: 'window'; readonly isOutOfSight: boolean }

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    does: fc.constant('copy' as const),
    key: fc.nat({ max: 2 }),
    holdMs: fc.constantFrom(10_000, 30_000, 120_000)
  }),
  fc.record({ does: fc.constantFrom('somebody-copies', 'clear', 'copy-text', 'keep-longer', 'come-back') }),
  fc.record({ does: fc.constant('somebody-marks' as const), key: fc.option(fc.nat({ max: 2 })) }),
  fc.record({
    does: fc.constant('wait' as const),
    ms: fc.constantFrom(1, 1_000, 9_999, 15_000, 30_000, 60_000, 120_000)
  }),
  fc.record({
    does: fc.constant('clipboard' as const),
    clearing: fc.constantFrom('works', 'works', 'throws', 'ignores')
  }),
  fc.record({ does: fc.constant('window' as const), isOutOfSight: fc.boolean() })
)

const keyText = (key: number) => `hrdly_key-${key}`

/** What has to be on clipboard and selection, and what has to be said about it. */
class Model {
  text = ''
  selection = ''
  clearing: InMemoryClipboard['clearing'] = 'works'
  isOutOfSight = false
  state: ClipboardState['state'] = 'empty'
  /** The key that was copied last and is not settled. */
  held: string | null = null
  clearsAt: number | null = null
  canKeepLonger = false
  #wasGivenUp = false

  copy(text: string, clearsAt: number): void {
    Object.assign(this, { text, held: text, clearsAt, canKeepLonger: true, state: 'holding' })
    this.#wasGivenUp = false
  }

  clear(): void {
    const { held } = this
    if (held === null) return
    this.clearsAt = null
    const isThere = this.text === held
    if ((isThere || this.selection === held) && this.clearing !== 'works') {
      this.state = 'not-cleared'
      return
    }
    if (isThere) this.text = ''
    if (this.selection === held) this.selection = ''
    this.#wasGivenUp ||= isThere
    if (this.isOutOfSight) {
      this.state = 'unchecked'
      return
    }
    this.state = this.#wasGivenUp ? 'cleared' : 'replaced'
    this.held = null
  }
}

test('whatever people do, a key is there for its time at most, and nothing of anybody else is taken', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 40 }), async (actions) => {
      const { guard, clipboard, clock, state, hold, record } = start()
      const model = new Model()

      for (const next of actions) {
        switch (next.does) {
          case 'copy': {
            hold.ms = next.holdMs
            const copied = await guard.copy(SecretValue.of(keyText(next.key)), `key ${next.key}`)
            expect(copied).toMatchObject({ value: { isVerified: !model.isOutOfSight } })
            model.copy(keyText(next.key), clock.now() + next.holdMs)
            break
          }
          case 'somebody-copies':
            clipboard.text = model.text = 'somebody’s'
            break
          case 'somebody-marks':
            clipboard.selection = model.selection = next.key === null ? 'somebody’s' : keyText(next.key)
            break
          case 'copy-text':
            await guard.copyText('anybody’s')
            model.text = 'anybody’s'
            model.clear()
            break
          case 'clear':
            await guard.clear()
            model.clear()
            break
          case 'keep-longer':
            await guard.keepLonger()
            if (model.clearsAt !== null && model.canKeepLonger) {
              model.clearsAt += 30_000
              model.canKeepLonger = false
            }
            break
          case 'come-back':
            await guard.catchUp()
            if (model.state !== 'holding') model.clear()
            break
          case 'clipboard':
            clipboard.clearing = model.clearing = next.clearing
            break
          case 'window':
            clipboard.isOutOfSight = model.isOutOfSight = next.isOutOfSight
            break
          case 'wait':
            if (model.clearsAt !== null && clock.now() + next.ms >= model.clearsAt) model.clear()
            await clock.advance(next.ms)
            break
        }
        expect(clipboard.text).toBe(model.text)
        expect(clipboard.selection).toBe(model.selection)
        expect(state().state).toBe(model.state)
        expect(clock.waiting).toBe(model.clearsAt === null ? 0 : 1)
        expect(record.debts).toHaveLength(model.held === null ? 0 : 1)
      }
    }),
    { numRuns: 400 }
  )
})

test('whatever happens at the same time, the last key that is held is taken away in time', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.constantFrom('copy', 'clear', 'text', 'wait'), { maxLength: 8 }),
      async (s, actions) => {
        /** Every call takes its time, and the scheduler decides whose answer comes first. */
        class SlowClipboard extends InMemoryClipboard {
          override readText(): Promise<string> {
            return s.schedule(Promise.resolve(), 'read').then(() => super.readText())
          }
          override writeSecret(written: SecretValue): Promise<{ readonly isHidden: boolean }> {
            return s.schedule(Promise.resolve(), 'write').then(() => super.writeSecret(written))
          }
          override writeText(text: string): Promise<void> {
            return s.schedule(Promise.resolve(), 'write text').then(() => super.writeText(text))
          }
          override clear(): Promise<void> {
            return s.schedule(Promise.resolve(), 'clear').then(() => super.clear())
          }
        }
        const { guard, clipboard, clock, state } = start(new SlowClipboard())
        let count = 0
        const results = actions.map((next) => {
          if (next === 'copy') return guard.copy(SecretValue.of(`hrdly_key-${(count += 1)}`), 'key')
          if (next === 'clear') return guard.clear()
          if (next === 'text') return guard.copyText('anybody’s')
          return clock.advance(10_000)
        })
        await s.waitFor(Promise.all(results))
        // What the screens are told is what is there.
        if (state().state === 'holding') expect(clipboard.text).toMatch(/^hrdly_/u)
        const over = clock.advance(2 * defaultHoldMs)
        await s.waitFor(over)
        await settled()
        await s.waitFor(guard.clear())
        expect(clipboard.text).not.toMatch(/^hrdly_/u)
        expect(state().state).not.toBe('holding')
      }
    ),
    { numRuns: 200 }
  )
})
