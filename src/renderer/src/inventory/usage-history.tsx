import { AlarmClock } from 'lucide-react'
import type { ApiKey } from '../../../shared/api-key.ts'
import type { InventoryFacts } from '../../../shared/inventory.ts'
import { keyUsageOf, type KeySighting, type KeyUsage, type UsageDay } from '../../../shared/key-history.ts'
import { useFacts, useWordsContext } from '../app/facts.tsx'
import { useHygiaraNow } from '../app/hygiara-now.ts'
import { classNames } from '../ui/class-names.ts'
import { calendarDaysBetween, dateWords, systemTimeStyle } from '../words/dates.ts'
import { errorTextOf } from '../words/errors.ts'
import { notKeptInventoryWords } from '../words/kept-inventory.ts'
import { dayAt, usageWords, usedDaysWords, wakeUpWords } from '../words/usage.ts'
import { useKeyHistory } from './use-key-history.ts'

interface UsageHistoryProps {
  readonly apiKey: ApiKey
  readonly facts: InventoryFacts | null
}

const longestStrip = 30

/** On which of the last days a key was used, as the days that are kept on this computer tell it. */
export function UsageHistory({ apiKey, facts }: UsageHistoryProps) {
  const history = useKeyHistory(apiKey.id, facts?.fetchedAt ?? null)
  const context = useWordsContext()
  const { keychainName } = useFacts()
  const why = facts?.notKept ? notKeptInventoryWords(facts.notKept, keychainName).text : null
  return (
    <section
      aria-labelledby="key-history"
      aria-busy={history === null}
      className="mt-4 border-t border-line pt-4"
    >
      <h3 id="key-history" className="text-muted">
        Use, day by day
      </h3>
      {/* As high as the strip while it is being read: what stands below does not jump. */}
      <div className="mt-2 min-h-[66px]">
        {history?.ok === false && <Words>{errorTextOf(history.error, context)}</Words>}
        {history?.ok === true && (
          <Seen apiKey={apiKey} sightings={history.value} fetchedAt={facts?.fetchedAt ?? null} why={why} />
        )}
      </div>
    </section>
  )
}

interface SeenProps {
  readonly apiKey: ApiKey
  readonly sightings: readonly KeySighting[]
  readonly fetchedAt: string | null
  /** Why nothing is kept, where that is so. */
  readonly why: string | null
}

function Seen({ apiKey, sightings, fetchedAt, why }: SeenProps) {
  const now = useHygiaraNow()
  const style = systemTimeStyle()
  if (apiKey.lastUsedAt === undefined)
    return <Words>This Hygiara doesn&apos;t report when a key is used.</Words>
  if (sightings.length === 0) {
    return <Words>{why === null ? 'Nothing is kept of this key yet.' : `No history is kept. ${why}`}</Words>
  }
  if (sightings.length === 1) {
    return <Words>One day is kept so far. From the next day on, this shows when the key is used.</Words>
  }
  const daysAgo = (time: number): number => -calendarDaysBetween(now, time, style)
  const age = apiKey.createdAt === undefined ? NaN : daysAgo(Date.parse(apiKey.createdAt)) + 1
  const isWholeLife = age >= 1 && age < longestStrip
  // The list may be newer than what is kept of it.
  const all =
    fetchedAt === null ? sightings : [...sightings, { seenAt: fetchedAt, lastUsedAt: apiKey.lastUsedAt }]
  const usage = keyUsageOf(all, daysAgo, isWholeLife ? age : longestStrip)
  const [words, unseen] = usageWords(usage, isWholeLife)
  return (
    <>
      <Strip usage={usage} now={now} />
      <p className="tabular mt-1.5">
        {words} {unseen !== '' && <span className="text-faint">{unseen}</span>}
      </p>
      {usage.wakeUp && (
        <p className="tabular mt-1.5 flex gap-1.5 text-amber">
          <AlarmClock aria-hidden className="mt-[3px] size-[14px] flex-none" />
          {wakeUpWords(usage.wakeUp, style)}
        </p>
      )}
    </>
  )
}

const dayLooks: Readonly<Record<UsageDay, string>> = {
  used: 'h-5 bg-muted forced-colors:bg-[CanvasText]',
  unused: 'h-[3px] bg-line-strong forced-colors:bg-[CanvasText]',
  unknown: 'h-0'
}
const dayWords: Readonly<Record<UsageDay, string>> = {
  used: 'used',
  unused: 'not used',
  unknown: 'not known'
}

/** A bar a day: high where it was used, low where it was not, none where nobody knows. */
function Strip({ usage, now }: { readonly usage: KeyUsage; readonly now: number }) {
  const style = systemTimeStyle()
  const { days } = usage
  const dateOf = (at: number): string => dateWords(dayAt(days.length - 1 - at, now), style)
  return (
    <>
      <div
        role="img"
        aria-label={usedDaysWords(usage, now, style)}
        className="grid h-5 auto-cols-fr grid-flow-col items-end gap-[2px]"
      >
        {days.map((day, at) => (
          <span
            key={dateOf(at)}
            data-tip={`${dateOf(at)}: ${dayWords[day]}`}
            className="flex h-full max-w-[14px] items-end"
          >
            <span className={classNames('w-full rounded-[1px]', dayLooks[day])} />
          </span>
        ))}
      </div>
      <div
        aria-hidden
        className="tabular mt-1 flex justify-between border-t border-line pt-0.5 text-xs text-faint"
      >
        <span>{days.length > 1 && dateOf(0)}</span>
        <span>Today</span>
      </div>
    </>
  )
}

function Words({ children }: { readonly children: string }) {
  return <p className="text-faint">{children}</p>
}
