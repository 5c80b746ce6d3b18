import { Ban, Clock, Infinity as Endless, OctagonAlert, TriangleAlert, type LucideIcon } from 'lucide-react'
import type { ApiKey } from '../../../shared/api-key.ts'
import { dayMs } from '../../../shared/expiry.ts'
import { keyStatusOf, type KeyStatus } from '../../../shared/key-status.ts'
import { StatusChip, type Tone } from '../ui/status-chip.tsx'
import { systemTimeStyle } from '../words/dates.ts'
import { statusWords } from '../words/statuses.ts'

/** The one chip of a key. */
export function KeyStatusChip({ apiKey, now }: { readonly apiKey: ApiKey; readonly now: number }) {
  return <StatusChipOf status={keyStatusOf(apiKey, now)} now={now} />
}

/** The chip of a status. */
export function StatusChipOf({ status, now }: { readonly status: KeyStatus; readonly now: number }) {
  return <StatusChip {...lookOf(status)}>{statusWords(status, now, systemTimeStyle())}</StatusChip>
}

function lookOf(status: KeyStatus): { readonly tone: Tone; readonly icon: LucideIcon | null } {
  switch (status.kind) {
    case 'used-after-expiry':
      return { tone: 'red', icon: OctagonAlert }
    case 'expired':
      return { tone: 'grey', icon: Ban }
    case 'expires-soon':
      return { tone: status.msLeft <= 3 * dayMs ? 'amber-red' : 'amber', icon: Clock }
    case 'never-used':
      return { tone: 'amber', icon: TriangleAlert }
    case 'unused':
      return { tone: 'amber', icon: Clock }
    case 'no-expiry':
      return { tone: 'outline', icon: Endless }
    case 'active':
      return { tone: 'green', icon: null }
  }
}
