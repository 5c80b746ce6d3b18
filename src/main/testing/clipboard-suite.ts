import { describe, expect, test } from 'vitest'
import type { Clipboard } from '../ports.ts'
import { SecretValue } from '../secret-value.ts'

/** What every clipboard does, an empty one to begin with. `select` marks a text, as somebody does with the mouse. */
export function describeClipboard(
  makeClipboard: () => { readonly clipboard: Clipboard; readonly select: (text: string) => void }
): void {
  const make = () => makeClipboard().clipboard
  const secret = SecretValue.of('hrdly_b7Qx2m')

  describe('as a clipboard', () => {
    test('an empty one reads as no text', async () => {
      const clipboard = make()
      expect(await clipboard.readText()).toBe('')
      expect(await clipboard.readSelection()).toBe('')
    })

    test('a secret comes back byte by byte, without a line break that nobody asked for', async () => {
      const clipboard = make()
      for (const value of ['hrdly_b7Qx2m', ' spaces ', 'Füße & 🔑 "quoted"', 'x'.repeat(2_000)]) {
        await clipboard.writeSecret(SecretValue.of(value))
        expect(await clipboard.readText()).toBe(value)
      }
    })

    test('a text takes the place of a secret, and the other way round', async () => {
      const clipboard = make()
      await clipboard.writeSecret(secret)
      await clipboard.writeText('ci-reviews')
      expect(await clipboard.readText()).toBe('ci-reviews')
      await clipboard.writeSecret(secret)
      expect(await clipboard.readText()).toBe('hrdly_b7Qx2m')
    })

    test('cleared is empty when the call returns, also the second time', async () => {
      const clipboard = make()
      await clipboard.writeSecret(secret)
      await clipboard.clear()
      expect(await clipboard.readText()).toBe('')
      await clipboard.clear()
      expect(await clipboard.readText()).toBe('')
    })

    test('a secret is not left on the selection beside it', async () => {
      const { clipboard, select } = makeClipboard()
      select('marked with the mouse')
      await clipboard.writeSecret(secret)
      expect(await clipboard.readSelection()).not.toBe('hrdly_b7Qx2m')
    })

    test('the selection is not cleared along with it, nor the other way round', async () => {
      const { clipboard, select } = makeClipboard()
      await clipboard.writeSecret(secret)
      select('marked with the mouse')
      await clipboard.clear()
      expect(await clipboard.readSelection()).toBe('marked with the mouse')
      await clipboard.writeSecret(secret)
      select('marked with the mouse')
      await clipboard.clearSelection()
      expect(await clipboard.readSelection()).toBe('')
      expect(await clipboard.readText()).toBe('hrdly_b7Qx2m')
    })
  })
}
