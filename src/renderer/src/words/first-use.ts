import type { ApiKey } from '../../../shared/api-key.ts'
import { dayMs } from '../../../shared/expiry.ts'
import { awaitedUseOf, type AwaitedUse } from '../../../shared/first-use.ts'
import type { KeyRecord } from '../../../shared/key-record.ts'
import type { Notice } from '../../../shared/notice.ts'
import { clockWords, dateWords, type TimeStyle } from './dates.ts'
import { lastUsedFact, type Fact } from './key-facts.ts'
import { nameInText } from './names.ts'

/** Said of a key that was handed over and that nobody has used so far. */
export const waitingWords = 'Waiting for first use'
// Not "Never used": that would be a finding about a key that has just been handed over.
const notYet = 'Not yet'

/** What stands below the name of such a key, before or instead of what stands there otherwise. */
export function awaitedLine(awaited: AwaitedUse, otherwise: string | null): string {
  if (awaited === 'overdue') return 'Not used yet. Was the hand-off finished?'
  return otherwise === null ? waitingWords : `${waitingWords} · ${otherwise}`
}

/** What is said when a key was used that only this app had tried. */
export function firstUsedWords(
  { keyName, at, isExact }: Extract<Notice, { kind: 'key-first-used' }>,
  now: number,
  style: TimeStyle
): string {
  const when = momentWords(Date.parse(at), now, style)
  return isExact
    ? `${nameInText(keyName)} was used for the first time at ${when}.`
    : `${nameInText(keyName)} is in use. It was last used at ${when}.`
}

/** What is said beside a key whose first use was seen. */
export function usedWords(firstUseAt: string, now: number, style: TimeStyle): string {
  return `In use since ${momentWords(Date.parse(firstUseAt), now, style)}`
}

/** The question about a key that nobody has used for days. */
export function overdueWords({ createdHereAt }: Pick<KeyRecord, 'createdHereAt'>, now: number): string {
  const days = Math.floor((now - Date.parse(createdHereAt ?? '')) / dayMs)
  return `Not used yet, ${days} days after it was created. Was the hand-off finished?`
}

/** When a key was last used, or that its first use is awaited: trying it from here is none. */
export function usageFact(key: ApiKey, record: KeyRecord | undefined, now: number, style: TimeStyle): Fact {
  const awaited = awaitedUseOf(key, record, now)
  return record && awaited ? awaitedFact(awaited, record, now, style) : lastUsedFact(key, now, style)
}

function awaitedFact(awaited: AwaitedUse, record: KeyRecord, now: number, style: TimeStyle): Fact {
  const { test, handoffs } = record
  const tried = test ? ` Hygiara Keys tried it at ${momentWords(Date.parse(test.at), now, style)}.` : ''
  if (awaited === 'overdue') return { text: notYet, exact: overdueWords(record, now) + tried }
  const latest = handoffs.reduce((last, { at }) => Math.max(last, Date.parse(at)), 0)
  return {
    text: notYet,
    exact: `${waitingWords}. Handed over at ${momentWords(latest, now, style)}.${tried}`
  }
}

/** `14:05`, with the date where that is another day. */
function momentWords(time: number, now: number, style: TimeStyle): string {
  const clock = clockWords(time, style)
  const date = dateWords(time, style)
  return date === dateWords(now, style) ? clock : `${clock} on ${date}`
}
