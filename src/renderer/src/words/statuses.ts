import { dayMs } from '../../../shared/expiry.ts'
import type { KeyStatus } from '../../../shared/key-status.ts'

const minuteMs = 60_000
const hourMs = 3_600_000

/** The word on the chip. */
export function statusWords(status: KeyStatus): string {
  switch (status.kind) {
    case 'used-after-expiry':
      return 'Used after expiry'
    case 'expired':
      return 'Expired'
    case 'expires-soon':
      return `Expires in ${spanWords(status.msLeft)}`
    case 'never-used':
      return 'Never used'
    case 'unused':
      return `Unused ${status.days} d`
    case 'no-expiry':
      return 'No expiry'
    case 'active':
      return 'Active'
  }
}

// Rounded down: what is left is never said to be more than it is.
function spanWords(ms: number): string {
  if (ms >= dayMs) return `${Math.floor(ms / dayMs)} d`
  if (ms >= hourMs) return `${Math.floor(ms / hourMs)} h`
  return `${Math.max(1, Math.floor(ms / minuteMs))} min`
}
