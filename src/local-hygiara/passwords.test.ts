import { expect, test } from 'vitest'
import { defaultPasswordCost, hashPassword, isPassword, newPassword } from './passwords.ts'

const cheap = { n: 16, r: 1, p: 1 }

test('a password is recognised by its hash, in whichever Unicode form it is typed', async () => {
  const hash = await hashPassword('Z\u00fcrich', cheap)
  expect(await isPassword('Zu\u0308rich', hash)).toBe(true)
  expect(await isPassword('Zurich', hash)).toBe(false)
})

test('the same password has another hash each time, and the hash does not contain it', async () => {
  const [one, other] = await Promise.all([hashPassword('secret', cheap), hashPassword('secret', cheap)])
  expect(one).not.toBe(other)
  expect(one).not.toContain('secret')
})

test('a hash names its cost, so that one made at another cost still works', async () => {
  const hash = await hashPassword('secret', { n: 32, r: 2, p: 2 })
  expect(hash).toMatch(/^scrypt\$32\$2\$2\$/)
  expect(await isPassword('secret', hash)).toBe(true)
})

test('a real hash takes 32 MiB', async () => {
  expect(128 * defaultPasswordCost.n * defaultPasswordCost.r).toBe(32 * 1024 * 1024)
  expect(await isPassword('secret', await hashPassword('secret', { ...defaultPasswordCost, p: 1 }))).toBe(
    true
  )
})

test('what is no hash is nobody’s password', async () => {
  expect(await isPassword('', '')).toBe(false)
  expect(await isPassword('x', 'plain$x')).toBe(false)
})

test('a new password has about a hundred bits', () => {
  expect(newPassword()).toMatch(/^([a-km-np-z2-9]{5}-){3}[a-km-np-z2-9]{5}$/)
  expect(newPassword()).not.toBe(newPassword())
})
