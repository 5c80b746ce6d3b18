import { Plus, RefreshCw } from 'lucide-react'
import { useMemo, useState } from 'react'
import { NotesSheet } from '../api-keys/notes-sheet.tsx'
import { OrphanCards } from '../api-keys/orphan-cards.tsx'
import { focusTable } from '../app/focus-places.ts'
import { useFacts } from '../app/facts.tsx'
import { ariaShortcut, shortcutWords } from '../app/shortcuts.ts'
import { useHeadingFocus } from '../app/use-heading-focus.ts'
import { useView, view } from '../app/view.ts'
import { bridge } from '../bridge.ts'
import { inventoryMirror, recordsMirror } from '../mirrors.ts'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { LiveRegion } from '../ui/live-region.tsx'
import { sideSheetSelector } from '../ui/side-sheet.tsx'
import { keysWords, numberWords } from '../words/counts.ts'
import { FirstLoad } from './first-load.tsx'
import { InventoryBanners } from './inventory-banners.tsx'
import { inventoryStateOf } from './inventory-state.ts'
import { Empty, LoadFailed, NoMatch, NotLoaded } from './inventory-states.tsx'
import { KeyTable } from './key-table.tsx'
import { newestFirst, searchKeys } from './search.ts'
import { SearchField } from './search-field.tsx'
import { useReturnFocus } from './use-return-focus.ts'

interface InventoryScreenProps {
  readonly isExpired: boolean
  /** A sheet lies over this screen. */
  readonly hasSheet: boolean
}

/** The list of keys. */
export function InventoryScreen({ isExpired, hasSheet }: InventoryScreenProps) {
  const heading = useHeadingFocus()
  const { platform } = useFacts()
  const { facts, keys } = inventoryMirror.useValue()
  const records = recordsMirror.useValue()?.records
  const newKeyId = useView((state) => state.newKeyId)
  const noting = useView((state) => state.noting)
  const { onFocusCapture, rowToFocus } = useReturnFocus(hasSheet, newKeyId, heading)
  const [search, setSearch] = useState({ typed: '', newKeyId })
  // A search from before the newest key was made has ended: that key is shown whether it matches or not.
  const typed = search.newKeyId === newKeyId ? search.typed : ''
  const setTyped = (text: string): void => setSearch({ typed: text, newKeyId })

  const ordered = useMemo(() => (keys === null ? [] : newestFirst(keys)), [keys])
  const notesById = useMemo(
    () => new Map(records?.map(({ keyId, notes }) => [keyId, notes] as const)),
    [records]
  )
  const recordsById = useMemo(() => new Map(records?.map((each) => [each.keyId, each] as const)), [records])
  const shown = useMemo(() => searchKeys(ordered, typed, notesById), [ordered, typed, notesById])
  const state = inventoryStateOf(facts, keys?.length ?? null, shown.length)
  const isRefreshing = facts?.status === 'loading'
  const hasRows = state === 'table' || state === 'no-match'

  return (
    <section
      aria-labelledby="inventory-title"
      className="flex h-full flex-col"
      onFocusCapture={onFocusCapture}
      onKeyDown={(event) => {
        // What is pressed in the notes beside the table is theirs.
        if (event.target instanceof Element && event.target.closest(sideSheetSelector)) return
        if (event.key === 'Escape' && typed !== '' && !event.defaultPrevented) {
          event.preventDefault()
          setTyped('')
        }
        // From the heading and from the search field, down leads into the table.
        if (event.key !== 'ArrowDown' || event.defaultPrevented) return
        if (event.target !== heading.current && !(event.target instanceof HTMLInputElement)) return
        event.preventDefault()
        focusTable()?.focus()
      }}
    >
      <header className="relative flex flex-wrap items-center gap-x-3 gap-y-2 px-6 pt-[18px] pb-3">
        <h1
          ref={heading}
          id="inventory-title"
          tabIndex={-1}
          className="flex-none text-xl font-bold whitespace-nowrap"
        >
          Inventory
          {hasRows && (
            <span className="tabular font-medium text-faint">
              {' '}
              {countWords(ordered.length, shown.length)}
            </span>
          )}
        </h1>
        {isRefreshing && hasRows && facts.received !== null && facts.received > 0 && (
          <span className="tabular mt-1 text-sm text-faint">{numberWords(facts.received)} received</span>
        )}
        <div className="order-last w-full narrow:order-none narrow:ml-auto narrow:w-[240px] wide:w-[264px]">
          <SearchField value={typed} onChange={setTyped} isDisabled={!hasRows} />
        </div>
        <Button
          look="quiet"
          icon={RefreshCw}
          isBusy={isRefreshing}
          aria-keyshortcuts={ariaShortcut('R', platform)}
          data-tip={shortcutWords('R', platform)}
          onClick={() => void bridge['inventory:refresh']()}
          className="max-narrow:ml-auto"
        >
          Refresh
        </Button>
        <Button
          // One filled button at a time: beside open notes that is theirs.
          look={state === 'empty' || noting ? 'plain' : 'primary'}
          icon={Plus}
          hint={shortcutWords('N', platform)}
          aria-keyshortcuts={ariaShortcut('N', platform)}
          onClick={view.openCreate}
        >
          Create key
        </Button>
        {isRefreshing && hasRows && <ProgressLine />}
      </header>
      {/* In a narrow window the notes cover the whole screen, then the right-hand columns, in a wide one nothing. */}
      <div
        className={classNames(
          'flex min-h-0 flex-1 flex-col overflow-clip narrow:relative',
          noting && '[@media(min-width:1412px)]:pr-[376px]'
        )}
      >
        <OrphanCards />
        <InventoryBanners isExpired={isExpired} facts={facts} />
        {state === 'table' && (
          <KeyTable
            keys={shown}
            notesById={notesById}
            recordsById={recordsById}
            newKeyId={newKeyId}
            rowToFocus={rowToFocus}
          />
        )}
        {state === 'no-match' && <NoMatch typed={typed} onClear={() => setTyped('')} />}
        {state === 'loading' && <FirstLoad received={facts?.received ?? 0} />}
        {state === 'failed' && <LoadFailed error={facts?.error ?? null} />}
        {state === 'not-loaded' && <NotLoaded />}
        {state === 'empty' && <Empty />}
        {noting && !hasSheet && <NotesSheet key={noting.id} apiKey={noting} />}
      </div>
      <LiveRegion>{typed === '' ? '' : `${keysWords(shown.length)} found`}</LiveRegion>
    </section>
  )
}

/** A line that moves while the list is read again; it lies over the edge, so that nothing has to make room. */
function ProgressLine() {
  return (
    <div aria-hidden className="absolute inset-x-0 bottom-0 h-0.5 overflow-hidden">
      <div className="h-full w-1/4 animate-sweep bg-accent motion-reduce:w-full" />
    </div>
  )
}

function countWords(all: number, shown: number): string {
  return all === shown ? keysWords(all) : `${numberWords(shown)} of ${keysWords(all)}`
}
