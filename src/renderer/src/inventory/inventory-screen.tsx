import { useCallback, useState, type KeyboardEvent } from 'react'
import { queryText } from '../../../shared/key-filters.ts'
import { parseKeyQuery } from '../../../shared/key-query.ts'
import type { Session } from '../../../shared/session.ts'
import { NotesSheet } from '../api-keys/notes-sheet.tsx'
import { OrphanCards } from '../api-keys/orphan-cards.tsx'
import { WaitingCreates } from '../api-keys/waiting-creates.tsx'
import { focusTable } from '../app/focus-places.ts'
import { useFacts } from '../app/facts.tsx'
import { useHeadingFocus } from '../app/use-heading-focus.ts'
import { useView } from '../app/view.ts'
import { inventoryMirror } from '../mirrors.ts'
import { isReviewing } from '../session/reviewing.ts'
import { classNames } from '../ui/class-names.ts'
import { LiveRegion } from '../ui/live-region.tsx'
import { sideSheetSelector } from '../ui/side-sheet.tsx'
import { keysWords } from '../words/counts.ts'
import { ChangesSheet } from './changes-sheet.tsx'
import { FirstLoad } from './first-load.tsx'
import { InventoryBanners } from './inventory-banners.tsx'
import { InventoryHeader } from './inventory-header.tsx'
import { inventoryStateOf } from './inventory-state.ts'
import { Empty, Healthy, LoadFailed, NoMatch, NoneMine, NotLoaded } from './inventory-states.tsx'
import { KeyPanel } from './key-panel.tsx'
import { KeyTable } from './key-table.tsx'
import { noSelection, selectAll } from './selection.ts'
import { SelectionBar } from './selection-bar.tsx'
import { table, tableNow, useTableState } from './table-state.ts'
import { useKeyRows } from './use-key-rows.ts'
import { useReturnFocus } from './use-return-focus.ts'

type SignedIn = Extract<Session, { state: 'signed-in' }>

interface InventoryScreenProps {
  readonly session: SignedIn
  /** A sheet lies over this screen. */
  readonly hasSheet: boolean
}

/** The list of keys. */
export function InventoryScreen({ session, hasSheet }: InventoryScreenProps) {
  const heading = useHeadingFocus()
  const { platform } = useFacts()
  const { facts, keys } = inventoryMirror.useValue()
  const newKeyId = useView((state) => state.newKeyId)
  const isComparing = useView((state) => state.isComparing)
  const noting = useView((state) => state.noting)
  const openId = useTableState((state) => state.openId)
  const { onFocusCapture, rowToFocus } = useReturnFocus(hasSheet, newKeyId, heading)
  const [wish, setWish] = useState<object | null>(null)
  const goToDetails = useCallback(() => setWish({}), [])
  const rows = useKeyRows()
  const { shown, index, view, query } = rows
  const state = inventoryStateOf(facts, keys?.length ?? null, shown.length)
  const hasRows = state === 'table' || state === 'no-match'
  const open = openId === null ? undefined : index.byId.get(openId)
  const isEmptyView = state === 'no-match' && queryText(query) === view.query
  const isHealthy = isEmptyView && view.id === 'attention'
  const isNoneMine = isEmptyView && view.id === 'mine'

  const closePanel = (): void => {
    table.close()
    focusTable()?.focus()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    // What is pressed in the notes beside the table is theirs.
    if (
      event.defaultPrevented ||
      (event.target instanceof Element && event.target.closest(sideSheetSelector))
    )
      return
    const isInField = event.target instanceof HTMLInputElement && event.target.type !== 'checkbox'
    const modifier = platform === 'mac' ? event.metaKey : event.ctrlKey
    if (event.key === 'Escape') {
      if (goBack(view, isInField)) event.preventDefault()
    } else if (modifier && event.key.toLowerCase() === 'a' && !isInField && state === 'table') {
      event.preventDefault()
      table.select(
        selectAll(
          tableNow().selection,
          shown.map(({ id }) => id)
        )
      )
    } else if (event.key === 'ArrowDown' && (event.target === heading.current || isInField)) {
      // From the heading and from the search field, down leads into the table.
      event.preventDefault()
      focusTable()?.focus()
    }
  }

  return (
    <section
      aria-labelledby="inventory-title"
      className="relative flex h-full"
      onFocusCapture={onFocusCapture}
      onKeyDown={onKeyDown}
    >
      <div className="relative flex min-w-0 flex-1 flex-col">
        <InventoryHeader
          heading={heading}
          rows={rows}
          facts={facts}
          isReading={facts?.status === 'loading' || session.standing === 'restoring'}
          hasRows={hasRows}
          isCreatePrimary={state !== 'empty' && noting === null}
        />
        {/* In a narrow window the notes cover the whole screen, then the right-hand columns, in a wide one nothing. */}
        <div
          className={classNames(
            'flex min-h-0 flex-1 flex-col overflow-clip narrow:relative',
            (noting !== null || isComparing) && '[@media(min-width:1412px)]:pr-[376px]'
          )}
        >
          {isReviewing(session) ? <WaitingCreates /> : <OrphanCards />}
          <InventoryBanners session={session} facts={facts} />
          {state === 'table' && (
            <KeyTable
              rows={rows}
              newKeyId={newKeyId}
              rowToFocus={rowToFocus}
              hasDetails={open !== undefined && noting === null}
              onGoToDetails={goToDetails}
            />
          )}
          {isHealthy && <Healthy rows={rows} facts={facts} />}
          {isNoneMine && <NoneMine user={session.user} />}
          {state === 'no-match' && !isHealthy && !isNoneMine && <NoMatch rows={rows} />}
          {state === 'loading' && <FirstLoad received={facts?.received ?? 0} />}
          {state === 'failed' && <LoadFailed error={facts?.error ?? null} />}
          {state === 'not-loaded' && <NotLoaded />}
          {state === 'empty' && <Empty />}
          {noting && !hasSheet && <NotesSheet key={noting.id} apiKey={noting} />}
          {isComparing && !hasSheet && <ChangesSheet />}
        </div>
        {hasRows && <SelectionBar rows={rows} />}
      </div>
      {/* The notes tell the same and more, in the same place. */}
      {open && hasRows && noting === null && !isComparing && (
        <KeyPanel entry={open} index={index} facts={facts} focusWish={wish} onClose={closePanel} />
      )}
      <LiveRegion>{hasRows ? `${keysWords(shown.length)} found` : ''}</LiveRegion>
    </section>
  )
}

/** Esc: gives up the selection, then the search, then the details. Answers whether there was anything to give up. */
function goBack(view: { readonly query: string }, isInField: boolean): boolean {
  const { selection, text, openId } = tableNow()
  const isSearching = queryText(parseKeyQuery(text)) !== queryText(parseKeyQuery(view.query))
  if (selection.ids.size > 0 && !isInField) table.select(noSelection)
  else if (isSearching) table.search(view.query)
  else if (openId !== null && !isInField) table.close()
  else return false
  return true
}
