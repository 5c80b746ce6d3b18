import { clipboard } from 'electron'
import type { Clipboard } from '../ports.ts'

/**
 * The clipboard of the operating system. Electron answered at once up to version 43 and answers with promises since
 * 44: `await` is right for both.
 */
export const systemClipboard: Clipboard = {
  async readText() {
    return await clipboard.readText()
  },
  async writeSecret(secret) {
    await clipboard.writeText(secret.reveal())
  },
  async writeText(text) {
    await clipboard.writeText(text)
  },
  async clear() {
    clipboard.clear()
  }
}
