import { Copy, NotebookPen, ShieldX, X } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import type { InventoryFacts } from '../../../shared/inventory.ts'
import type { KeyEntry, KeyIndex } from '../../../shared/key-entry.ts'
import { consumersOf } from '../../../shared/key-notes.ts'
import { keyStatusesOf } from '../../../shared/key-status.ts'
import { shownId, shownName, shownPrefix } from '../../../shared/shown-name.ts'
import { FactLine, FactList, SeenFacts, ServerFacts } from '../api-keys/key-facts-list.tsx'
import { useFacts } from '../app/facts.tsx'
import { keyPanelId } from '../app/focus-places.ts'
import { useOffers } from '../app/offers.ts'
import { notOfferedWords } from '../words/offers.ts'
import { useHygiaraNow } from '../app/hygiara-now.ts'
import { hintOf } from '../app/shortcuts.ts'
import { useSingleKeys } from '../app/single-keys.tsx'
import { view } from '../app/view.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { asOfWords, systemTimeStyle } from '../words/dates.ts'
import { nameInText } from '../words/names.ts'
import { stalenessOf } from '../words/staleness.ts'
import { purposeWords } from '../words/purposes.ts'
import { copyLabels } from './copy-labels.ts'
import { StatusChipOf } from './key-status-chip.tsx'
import { UsageHistory } from './usage-history.tsx'

interface KeyPanelProps {
  readonly entry: KeyEntry
  readonly index: KeyIndex
  readonly facts: InventoryFacts | null
  /** A new object asks for the focus. */
  readonly focusWish: object | null
  readonly onClose: () => void
}

/** Everything that is known about one key, beside the table. */
export function KeyPanel({ entry, index, facts, focusWish, onClose }: KeyPanelProps) {
  const offers = useOffers()
  const { key, notes, record } = entry
  const now = useHygiaraNow()
  const { platform } = useFacts()
  const hasSingleKeys = useSingleKeys()
  const style = systemTimeStyle()
  const panel = useRef<HTMLElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // In a narrow window it covers the table: what has the focus must not be behind it.
    const isCovering = panel.current !== null && getComputedStyle(panel.current).position === 'absolute'
    if (focusWish || isCovering) heading.current?.focus()
  }, [focusWish])
  const name = shownName(key.name)
  const sharedBy = key.prefix === undefined ? undefined : index.sharedPrefixes.get(key.prefix)
  const asOf = facts?.fetchedAt == null ? null : `as of ${asOfWords(Date.parse(facts.fetchedAt), now, style)}`
  const consumers = consumersOf(notes)

  return (
    <aside
      ref={panel}
      id={keyPanelId}
      data-zone
      aria-label={`Details of ${nameInText(key.name)}`}
      onKeyDown={(event) => {
        if (event.defaultPrevented) return
        if (event.key === 'Escape') {
          event.preventDefault()
          onClose()
        }
      }}
      className="flex w-[328px] flex-none flex-col border-l border-line bg-surface max-narrow:absolute max-narrow:inset-0 max-narrow:z-[4] max-narrow:w-full max-narrow:border-l-0"
    >
      <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-[18px] pb-16">
        <header className="flex items-start gap-2">
          <div className="min-w-0 flex-1">
            <h2
              ref={heading}
              tabIndex={-1}
              data-zone-start
              className="selectable text-lg font-bold tracking-[-0.01em] break-words"
            >
              <bdi>{name}</bdi>
            </h2>
            <p className="selectable mono leading-5 break-all text-muted">
              <bdi>{shownPrefix(key.prefix) ?? 'Prefix not reported'}</bdi>
            </p>
          </div>
          <IconButton icon={X} label="Close details" className="-mt-0.5 -mr-1.5" onClick={onClose} />
        </header>
        <ul aria-label="Status" className="mt-3 flex flex-wrap gap-1.5">
          {keyStatusesOf(key, now).map((status) => (
            <li key={status.kind}>
              <StatusChipOf status={status} now={now} />
            </li>
          ))}
        </ul>
        {sharedBy !== undefined && (
          <p className="mt-3 text-sm text-muted">
            {sharedBy} keys begin with this prefix. Tell them apart by name, creation and last use.
          </p>
        )}
        <FactList className="mt-4">
          <ServerFacts
            apiKey={key}
            record={record}
            asOf={asOf}
            isOld={stalenessOf(facts?.fetchedAt ?? null, now) !== 'fresh'}
          />
          <FactLine term="Id">
            <span className="mono break-all">{shownId(key.id)}</span>
          </FactLine>
        </FactList>
        <UsageHistory apiKey={key} facts={facts} />
        <FactList className="mt-4 border-t border-line pt-4">
          <FactLine term="Purpose">
            {notes.purpose === null ? <Nothing>Not noted</Nothing> : purposeWords(notes.purpose)}
          </FactLine>
          <FactLine term="Owner">
            {notes.owner === '' ? <Nothing>Not noted</Nothing> : <bdi>{shownName(notes.owner)}</bdi>}
          </FactLine>
          {notes.noExpiryReason !== '' && (
            <FactLine term="No expiry because">
              <bdi>{shownName(notes.noExpiryReason)}</bdi>
            </FactLine>
          )}
          {consumers.length > 0 && (
            <FactLine term="Used by">
              {consumers.map((consumer) => (
                <bdi key={consumer} className="block">
                  {shownName(consumer)}
                </bdi>
              ))}
            </FactLine>
          )}
          {notes.ticket !== '' && (
            <FactLine term="Ticket">
              <bdi>{shownName(notes.ticket)}</bdi>
            </FactLine>
          )}
          {record && <SeenFacts record={record} />}
        </FactList>
        {/* After the facts and not at the edge of the window, where toasts come. */}
        <div className="mt-5 flex flex-wrap items-center gap-2">
          <Button
            icon={NotebookPen}
            hint={hintOf('open-notes', platform, hasSingleKeys)}
            onClick={() => view.openNotes(key)}
          >
            Notes…
          </Button>
          <IconButton
            icon={Copy}
            label="Copy name and prefix"
            onClick={() => void copyLabels([key.id], index)}
          />
          <Button
            look="quiet-danger"
            icon={ShieldX}
            className="ml-auto"
            blockedBy={offers?.canRevoke === false ? notOfferedWords('revoke') : undefined}
            onClick={() => view.openRevoke(key)}
          >
            Revoke…
          </Button>
        </div>
      </div>
    </aside>
  )
}

function Nothing({ children }: { readonly children: ReactNode }) {
  return <span className="text-faint">{children}</span>
}
