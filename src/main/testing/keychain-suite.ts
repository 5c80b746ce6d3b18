import { describe, expect, test } from 'vitest'
import { done, err, ok } from '../../shared/result.ts'
import type { Keychain } from '../ports.ts'
import { SecretValue } from '../secret-value.ts'

/** What every keychain does, an empty one to begin with. */
export function describeKeychain(makeKeychain: () => Keychain): void {
  const item = { service: 'Hygiara', account: 'Acme GmbH/ci-reviews' }
  const reveal = async (keychain: Keychain, account = item.account) => {
    const read = await keychain.read({ ...item, account })
    return read.ok ? (read.value?.reveal() ?? null) : read.error
  }

  describe('as a keychain', () => {
    test('an item that was never written is not there', async () => {
      expect(await makeKeychain().read(item)).toEqual(ok(null))
    })

    test('a value comes back as it was written', async () => {
      const keychain = makeKeychain()
      for (const value of ['hrdly_b7Qx2m', 'Füße & 🔑 "quoted"\n', ' spaces ', 'x'.repeat(1_280)]) {
        expect(await keychain.write(item, SecretValue.of(value))).toEqual(done)
        expect(await reveal(keychain)).toBe(value)
      }
    })

    test('items with different accounts are different items', async () => {
      const keychain = makeKeychain()
      await keychain.write(item, SecretValue.of('one'))
      await keychain.write({ ...item, account: 'Acme GmbH/other' }, SecretValue.of('two'))
      await keychain.write({ ...item, service: 'Hygiara Keys' }, SecretValue.of('three'))
      expect(await reveal(keychain)).toBe('one')
      expect(await reveal(keychain, 'Acme GmbH/other')).toBe('two')
    })

    test('a removed item is gone, and removing it again is no failure', async () => {
      const keychain = makeKeychain()
      await keychain.write(item, SecretValue.of('hrdly_b7Qx2m'))
      expect(await keychain.remove(item)).toEqual(done)
      expect(await reveal(keychain)).toBeNull()
      expect(await keychain.remove(item)).toEqual(done)
    })

    test('says whether an item is there without giving its value', async () => {
      const keychain = makeKeychain()
      expect(await keychain.has(item)).toEqual(ok(false))
      await keychain.write(item, SecretValue.of('hrdly_b7Qx2m'))
      expect(await keychain.has(item)).toEqual(ok(true))
      expect(await keychain.has({ ...item, account: 'Acme GmbH/other' })).toEqual(ok(false))
    })

    test('is ready when nothing stands in its way', async () => {
      expect(await makeKeychain().ready()).toEqual(done)
      expect(await makeKeychain().ready(AbortSignal.abort())).toEqual(err('cancelled'))
    })

    test('whoever has already cancelled gets nothing written', async () => {
      const keychain = makeKeychain()
      const signal = AbortSignal.abort()
      expect(await keychain.write(item, SecretValue.of('hrdly_b7Qx2m'), signal)).toEqual(err('cancelled'))
      expect(await keychain.read(item, signal)).toEqual(err('cancelled'))
      expect(await keychain.has(item, signal)).toEqual(err('cancelled'))
      expect(await keychain.remove(item, signal)).toEqual(err('cancelled'))
      expect(await reveal(keychain)).toBeNull()
    })

    test.each([
      ['an empty value', ''],
      ['a value that is too long for Windows', 'x'.repeat(1_281)],
      ['the same in characters outside the basic plane', '🔑'.repeat(641)]
    ])('%s is refused', async (_what, value) => {
      const keychain = makeKeychain()
      expect(await keychain.write(item, SecretValue.of(value))).toEqual(err('refused'))
      expect(await reveal(keychain)).toBeNull()
    })

    test.each([
      ['no service', { ...item, service: '' }],
      ['no account', { ...item, account: '' }],
      ['a line break in its account', { ...item, account: 'Acme\nGmbH/ci' }],
      ['a NUL in its account', { ...item, account: 'Acme\0GmbH/ci' }],
      ['a control character in its service', { ...item, service: 'Hygiara\u0085' }],
      ['a name that is too long', { ...item, account: 'x'.repeat(401) }]
    ])('an item with %s is refused, whatever is wanted of it', async (_what, bad) => {
      const keychain = makeKeychain()
      expect(await keychain.write(bad, SecretValue.of('hrdly_b7Qx2m'))).toEqual(err('refused'))
      expect(await keychain.read(bad)).toEqual(err('refused'))
      expect(await keychain.has(bad)).toEqual(err('refused'))
      expect(await keychain.remove(bad)).toEqual(err('refused'))
    })
  })
}
