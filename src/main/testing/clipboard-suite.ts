import { describe, expect, test } from 'vitest'
import type { Clipboard } from '../ports.ts'
import { SecretValue } from '../secret-value.ts'

/** What every clipboard does, an empty one to begin with. */
export function describeClipboard(makeClipboard: () => Clipboard): void {
  describe('as a clipboard', () => {
    test('an empty one reads as no text', async () => {
      expect(await makeClipboard().readText()).toBe('')
    })

    test('a secret comes back byte by byte, without a line break that nobody asked for', async () => {
      const clipboard = makeClipboard()
      for (const value of ['hrdly_b7Qx2m', ' spaces ', 'Füße & 🔑 "quoted"', 'x'.repeat(2_000)]) {
        await clipboard.writeSecret(SecretValue.of(value))
        expect(await clipboard.readText()).toBe(value)
      }
    })

    test('a text takes the place of a secret, and the other way round', async () => {
      const clipboard = makeClipboard()
      await clipboard.writeSecret(SecretValue.of('hrdly_b7Qx2m'))
      await clipboard.writeText('ci-reviews')
      expect(await clipboard.readText()).toBe('ci-reviews')
      await clipboard.writeSecret(SecretValue.of('hrdly_b7Qx2m'))
      expect(await clipboard.readText()).toBe('hrdly_b7Qx2m')
    })

    test('cleared is empty when the call returns, also the second time', async () => {
      const clipboard = makeClipboard()
      await clipboard.writeSecret(SecretValue.of('hrdly_b7Qx2m'))
      await clipboard.clear()
      expect(await clipboard.readText()).toBe('')
      await clipboard.clear()
      expect(await clipboard.readText()).toBe('')
    })
  })
}
