import { dayMs } from '../../../shared/expiry.ts'
import type { KeyStatus } from '../../../shared/key-status.ts'
import { calendarDaysBetween, type TimeStyle } from './dates.ts'

const minuteMs = 60_000
const hourMs = 3_600_000

/** The word on the chip. */
export function statusWords(status: KeyStatus, now: number, style: TimeStyle): string {
  switch (status.kind) {
    case 'used-after-expiry':
      return 'Used after expiry'
    case 'expired':
      return 'Expired'
    case 'expires-soon':
      // The day that the server names has begun, or the clocks disagree: any moment may be the one.
      return status.msLeft === 0 ? 'Expires now' : `Expires in ${spanWords(status.msLeft, now, style)}`
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

// In calendar days, as the column beside it counts them: the two must not disagree.
function spanWords(ms: number, now: number, style: TimeStyle): string {
  if (ms >= dayMs) return `${calendarDaysBetween(now, now + ms, style)} d`
  if (ms >= hourMs) return `${Math.floor(ms / hourMs)} h`
  return `${Math.max(1, Math.floor(ms / minuteMs))} min`
}
