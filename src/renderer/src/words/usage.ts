import { dayMs } from '../../../shared/expiry.ts'
import type { KeyUsage, WakeUp } from '../../../shared/key-history.ts'
import { dateWords, type TimeStyle } from './dates.ts'

/** On how many days a key was used, in a sentence, and how many days nobody can speak of; `''` where there are none. */
export function usageWords({ days }: Pick<KeyUsage, 'days'>, isWholeLife: boolean): [string, string] {
  const used = days.filter((day) => day === 'used').length
  const unknown = days.filter((day) => day === 'unknown').length
  const span = spanWords(days.length, isWholeLife)
  const unseen = unknown === 0 ? '' : `${daysWords(unknown)} not known.`
  if (used === 0) return [unknown === 0 ? `Not used ${span.during}.` : `No use seen ${span.during}.`, unseen]
  return [`Used on ${unknown === 0 ? '' : 'at least '}${String(used)} of ${span.of}.`, unseen]
}

function spanWords(length: number, isWholeLife: boolean): { readonly during: string; readonly of: string } {
  if (!isWholeLife) return { during: `in the last ${length} days`, of: `the last ${length} days` }
  if (length === 1) return { during: 'since it was created today', of: '1 day: it was created today' }
  return { during: 'since it was created', of: `the ${length} days since it was created` }
}

/** Which days those are, for somebody who does not see the strip: `Used on 3 Nov 2026, 5 Nov 2026 to 9 Nov 2026.` */
export function usedDaysWords({ days }: Pick<KeyUsage, 'days'>, now: number, style: TimeStyle): string {
  const runs: [number, number][] = []
  for (const [at, day] of days.entries()) {
    if (day !== 'used') continue
    const last = runs.at(-1)
    if (last?.[1] === at - 1) last[1] = at
    else runs.push([at, at])
  }
  if (runs.length === 0) return 'No day with a use.'
  const words = (at: number): string => dateWords(dayAt(days.length - 1 - at, now), style)
  return `Used on ${runs.map(([from, to]) => (from === to ? words(from) : `${words(from)} to ${words(to)}`)).join(', ')}.`
}

/** A moment of the day so many days before `now`. */
export function dayAt(ago: number, now: number): number {
  return now - ago * dayMs
}

/** `Woke up on 3 Nov 2026, after 63 days without a use.` */
export function wakeUpWords({ at, days, isAtLeast }: WakeUp, style: TimeStyle): string {
  const on = dateWords(Date.parse(at), style)
  return `Woke up on ${on}, after ${isAtLeast ? 'at least ' : ''}${daysWords(days)} without a use.`
}

function daysWords(count: number): string {
  return count === 1 ? '1 day' : `${count} days`
}
