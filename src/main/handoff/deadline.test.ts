import { describe, expect, test, vi } from 'vitest'
import { FakeClock } from '../testing/fake-clock.ts'
import { atDeadline } from './deadline.ts'

const minute = 60_000

describe('a deadline', () => {
  test('is met to the millisecond, once', async () => {
    const clock = new FakeClock()
    const action = vi.fn()
    atDeadline(clock, 10 * minute, action)
    await clock.advance(10 * minute - 1)
    expect(action).not.toHaveBeenCalled()
    await clock.advance(1)
    expect(action).toHaveBeenCalledTimes(1)
    await clock.advance(60 * minute)
    expect([action.mock.calls.length, clock.waiting]).toEqual([1, 0])
  })

  test('can be called off', async () => {
    const clock = new FakeClock()
    const action = vi.fn()
    const cancel = atDeadline(clock, 10 * minute, action)
    await clock.advance(5 * minute)
    cancel()
    expect(clock.waiting).toBe(0)
    await clock.advance(60 * minute)
    expect(action).not.toHaveBeenCalled()
  })

  test('that passed while the computer slept is noticed within ten seconds of its waking', async () => {
    const clock = new FakeClock()
    let slept = 0
    const action = vi.fn()
    atDeadline(
      { now: () => clock.now() + slept, after: (ms, run) => clock.after(ms, run) },
      10 * minute,
      action
    )
    await clock.advance(minute)
    slept = 8 * 60 * minute
    await clock.advance(10_000)
    expect(action).toHaveBeenCalledTimes(1)
  })

  test('is not put off by a clock that is set back', async () => {
    const clock = new FakeClock()
    let back = 0
    const action = vi.fn()
    atDeadline(
      { now: () => clock.now() - back, after: (ms, run) => clock.after(ms, run) },
      10 * minute,
      action
    )
    await clock.advance(minute)
    back = 24 * 60 * minute
    await clock.advance(9 * minute)
    expect(action).toHaveBeenCalledTimes(1)
  })
})
