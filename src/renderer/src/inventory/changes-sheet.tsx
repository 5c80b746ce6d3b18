import { ChevronDown } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { AppError } from '../../../shared/app-error.ts'
import type { ChangedKey, KeyChange } from '../../../shared/inventory-diff.ts'
import {
  mostChanges,
  type InventoryChanges,
  type SnapshotHeader
} from '../../../shared/inventory-snapshots.ts'
import { shownName } from '../../../shared/shown-name.ts'
import { useWordsContext } from '../app/facts.tsx'
import { focusTable } from '../app/focus-places.ts'
import { useNow } from '../app/now.ts'
import { view } from '../app/view.ts'
import { bridge } from '../bridge.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Menu } from '../ui/menu.tsx'
import { SideSheet } from '../ui/side-sheet.tsx'
import { Spinner } from '../ui/spinner.tsx'
import { changeGroupWords, changeKinds, changeWords } from '../words/changes.ts'
import { keysWords, numberWords } from '../words/counts.ts'
import { dateWords, exactWords, systemTimeStyle } from '../words/dates.ts'
import { errorTextOf } from '../words/errors.ts'

/** What has changed since an earlier day, beside the list. */
export function ChangesSheet() {
  const context = useWordsContext()
  const [before] = useState(() => document.activeElement)
  const { days, changes, error, choose } = useChanges()
  const close = (): void => {
    view.closeChanges()
    if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus()
    else focusTable()?.focus()
  }
  return (
    <SideSheet
      label="Changes"
      title="Changes"
      subtitle={changes ? `${numberWords(changes.total)} of ${keysWords(changes.until.total)} changed` : ' '}
      onClose={close}
    >
      <div className="grid flex-1 content-start gap-4 overflow-y-auto px-5 pt-1 pb-6">
        {error && <Banner tone="problem">{errorTextOf(error, context)}</Banner>}
        {days && days.length < 2 && (
          <p className="text-muted">
            One day is kept so far. What has changed can be seen from the next day on that you open this list.
          </p>
        )}
        {days && changes && days.length > 1 && (
          <DayChooser days={days.slice(1)} chosen={changes.since} onChoose={choose} />
        )}
        {!days && !error && <Spinner />}
        {changes && changes.total === 0 && days && days.length > 1 && (
          <p className="text-muted">Nothing has changed.</p>
        )}
        {changes && <Groups changes={changes} />}
      </div>
    </SideSheet>
  )
}

/** The days that are kept, and the changes since the chosen one; at first the day before the newest. */
function useChanges() {
  const [days, setDays] = useState<readonly SnapshotHeader[] | null>(null)
  const [changes, setChanges] = useState<InventoryChanges | null>(null)
  const [error, setError] = useState<AppError | null>(null)
  const latest = useRef(0)

  const choose = async (day: SnapshotHeader): Promise<void> => {
    latest.current += 1
    const asked = latest.current
    const answer = await bridge['history:changesSince']({ id: day.id })
    // Another day was chosen meanwhile.
    if (asked !== latest.current) return
    setError(answer.ok ? null : answer.error)
    if (answer.ok) setChanges(answer.value)
  }
  useEffect(() => {
    void bridge['history:read']().then((answer) => {
      if (!answer.ok) {
        setError(answer.error)
        return
      }
      setDays(answer.value)
      const [, dayBefore] = answer.value
      if (dayBefore) void choose(dayBefore)
    })
  }, [])
  return { days, changes, error, choose: (day: SnapshotHeader) => void choose(day) }
}

interface DayChooserProps {
  readonly days: readonly SnapshotHeader[]
  readonly chosen: SnapshotHeader
  readonly onChoose: (day: SnapshotHeader) => void
}

function DayChooser({ days, chosen, onChoose }: DayChooserProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const style = systemTimeStyle()
  const words = (day: SnapshotHeader) => dateWords(Date.parse(day.fetchedAt), style)
  return (
    <div className="flex items-center gap-2">
      <span className="text-muted">Since</span>
      <Button
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        data-tip={exactWords(Date.parse(chosen.fetchedAt), style)}
        icon={ChevronDown}
        onClick={(event) => setAnchor(anchor ? null : event.currentTarget)}
      >
        {words(chosen)}
      </Button>
      {anchor && (
        <Menu
          label="Changes since"
          anchor={anchor}
          onClose={() => setAnchor(null)}
          items={days.slice(0, 30).map((day) => ({
            kind: 'action',
            label: words(day),
            hint: keysWords(day.total),
            onChoose: () => onChoose(day)
          }))}
        />
      )}
    </div>
  )
}

function Groups({ changes: { changed, counts, total } }: { readonly changes: InventoryChanges }) {
  return (
    <>
      {changeKinds.map((kind) => {
        const count = counts[kind] ?? 0
        const keys = changed.filter(({ changes }) => changes.some((change) => change.kind === kind))
        if (count === 0) return null
        return (
          <section key={kind} aria-label={changeGroupWords(kind, count)}>
            <h3 className="tabular mb-1 font-semi">{changeGroupWords(kind, count)}</h3>
            <ul className="border-t border-line">
              {keys.slice(0, 100).map((each) => (
                <Changed key={each.key.id} kind={kind} changed={each} />
              ))}
            </ul>
            {keys.length > 100 && (
              <p className="tabular mt-1 text-xs text-faint">and {numberWords(count - 100)} more</p>
            )}
          </section>
        )
      })}
      {total > mostChanges && (
        <p className="tabular text-xs text-faint">
          The first {numberWords(mostChanges)} changed keys are listed.
        </p>
      )}
    </>
  )
}

function Changed({
  kind,
  changed: { key, changes }
}: {
  readonly kind: KeyChange['kind']
  readonly changed: ChangedKey
}) {
  const now = useNow()
  const change = changes.find((each) => each.kind === kind)
  const words = change ? changeWords(change, key.lastUsedAt ?? null, now, systemTimeStyle()) : ''
  return (
    <li className="flex min-h-9 items-center gap-3 border-b border-line py-1">
      <bdi className="min-w-0 flex-1 truncate" data-tip={shownName(key.name)} data-tip-when="cut-off">
        {shownName(key.name)}
      </bdi>
      <span className="tabular max-w-[60%] flex-none truncate text-right text-sm text-muted">{words}</span>
    </li>
  )
}
