import type { Delivery } from '../../../shared/handoff.ts'
import { copiedWords } from '../words/clipboard.ts'
import { nameInText } from '../words/names.ts'

/** What is said once to screen readers when the key has arrived somewhere. */
export function announcementOf(
  delivery: Delivery | undefined,
  clipboardSeconds: number,
  keychainName: string
): string {
  if (!delivery) return ''
  switch (delivery.destination) {
    case 'clipboard':
      return copiedWords(clipboardSeconds, delivery.format)
    case 'keychain':
      return `Saved to ${keychainName} as ${nameInText(delivery.service)} / ${nameInText(delivery.account)}.`
  }
}
