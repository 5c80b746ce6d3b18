import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { LoginThrottle } from './login-throttle.ts'

/** An attempt that takes a while and then fails; answers whether it was judged at all. */
async function guess(throttle: LoginThrottle, email: string): Promise<boolean> {
  try {
    return await throttle.attempt(email, async () => {
      await setImmediate()
      return { outcome: true, counts: 'as failure' }
    })
  } catch (error) {
    expect(error).toMatchObject({ code: 'too_many_attempts' })
    return false
  }
}

test('a hundred guesses at the same moment are judged one after the other, and all but five refused', async () => {
  const throttle = new LoginThrottle(() => 0)
  const judged = await Promise.all(Array.from({ length: 100 }, () => guess(throttle, 'ada@example.test')))
  expect(judged.filter(Boolean)).toHaveLength(5)
  expect(await guess(throttle, 'bob@example.test')).toBe(true)
})

test('the pause doubles up to a quarter of an hour, and an hour of peace ends it', async () => {
  let now = 0
  const throttle = new LoginThrottle(() => now)
  for (let count = 0; count < 5; count++) await guess(throttle, 'ada@example.test')
  for (const seconds of [30, 60, 120, 240, 480, 900, 900]) {
    now += seconds * 1000 - 1
    expect([seconds, await guess(throttle, 'ada@example.test')]).toEqual([seconds, false])
    now += 1
    expect([seconds, await guess(throttle, 'ada@example.test')]).toEqual([seconds, true])
  }
  now += 3600_000 + 1
  for (let count = 0; count < 5; count++) expect(await guess(throttle, 'ada@example.test')).toBe(true)
})

test('an attempt whose judge fails does not block the next one', async () => {
  const throttle = new LoginThrottle(() => 0)
  const broken = throttle.attempt('ada@example.test', () => Promise.reject(new Error('no disk')))
  await expect(broken).rejects.toThrow('no disk')
  expect(await guess(throttle, 'ada@example.test')).toBe(true)
})

test('inventing e-mails does not fill the memory', async () => {
  const throttle = new LoginThrottle(() => 0)
  for (let count = 0; count < 5; count++) await guess(throttle, 'ada@example.test')
  expect(await guess(throttle, 'ada@example.test')).toBe(false)
  const succeed = () => Promise.resolve({ outcome: null, counts: 'not at all' as const })
  for (let count = 0; count <= 10_001; count++)
    await throttle.attempt(`${String(count)}@example.test`, succeed)
  expect(await guess(throttle, 'ada@example.test')).toBe(true)
})
