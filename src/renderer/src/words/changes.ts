import type { KeyChange } from '../../../shared/inventory-diff.ts'
import { shownName } from '../../../shared/shown-name.ts'
import { expiryTimeOf } from '../../../shared/expiry.ts'
import { numberWords } from './counts.ts'
import { dateWords, pastWords, type TimeStyle } from './dates.ts'

/** The kinds of change, what needs a look first. */
export const changeKinds = [
  'woke-up',
  'new',
  'gone',
  'expired',
  'expiry-changed',
  'renamed',
  'used'
] as const satisfies readonly KeyChange['kind'][]

/** The heading of a group: `2 new keys`. */
export function changeGroupWords(kind: KeyChange['kind'], count: number): string {
  const keys = count === 1 ? 'key' : 'keys'
  const number = numberWords(count)
  switch (kind) {
    case 'new':
      return `${number} new ${keys}`
    case 'gone':
      return `${number} ${keys} gone`
    case 'renamed':
      return `${number} ${keys} renamed`
    case 'used':
      return `${number} ${keys} used`
    case 'woke-up':
      return `${number} ${keys} used again after a long pause`
    case 'expiry-changed':
      return `${number} ${keys} with another expiry`
    case 'expired':
      return `${number} ${keys} expired`
  }
}

/** What is said beside the name of a changed key, or `''` where the group says it all. */
export function changeWords(
  change: KeyChange,
  lastUsedAt: string | null,
  now: number,
  style: TimeStyle
): string {
  switch (change.kind) {
    case 'new':
    case 'gone':
    case 'expired':
      return ''
    case 'renamed':
      return `Was ${shownName(change.from)}`
    case 'used':
    case 'woke-up': {
      const when = lastUsedAt === null ? '' : `Used ${pastWords(Date.parse(lastUsedAt), now, style)}`
      if (change.kind === 'woke-up') return `${when}, unused ${numberWords(change.unusedDays)} days before`
      return change.before === null ? `${when}, for the first time` : when
    }
    case 'expiry-changed': {
      if (change.from === null) return 'Had no expiry'
      const time = expiryTimeOf(change.from)
      return Number.isNaN(time) ? '' : `Was ${dateWords(time, { ...style, zone: 'UTC' })}`
    }
  }
}
