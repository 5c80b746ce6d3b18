import type { Delivery } from '../../../shared/handoff.ts'
import { nameInText } from '../words/names.ts'

/** What is said once to screen readers when the key has arrived somewhere. */
export function announcementOf(delivery: Delivery | undefined, keychainName: string): string {
  if (!delivery) return ''
  switch (delivery.destination) {
    case 'clipboard':
      return 'Key copied. The clipboard clears in 30 seconds.'
    case 'keychain':
      return `Saved to ${keychainName} as ${nameInText(delivery.service)} / ${nameInText(delivery.account)}.`
  }
}
