import { useEffect, useMemo } from 'react'
import {
  builtInQueries,
  builtInViews,
  noViews,
  type BuiltInView,
  type InventoryViews,
  type SavedView,
  type Sort
} from '../../../shared/inventory-view.ts'
import type { ApiKey } from '../../../shared/api-key.ts'
import { countFilters, hiddenExpired, wordsOnly } from '../../../shared/key-filters.ts'
import {
  emptyIndex,
  indexKeys,
  type KeyEntry,
  type KeyIndex,
  type Person
} from '../../../shared/key-entry.ts'
import type { KeyRecord } from '../../../shared/key-record.ts'
import { compileKeyQuery } from '../../../shared/key-match.ts'
import { mostUrgentFirst, sortEntries } from '../../../shared/key-order.ts'
import { parseKeyQuery, type KeyQuery } from '../../../shared/key-query.ts'
import { useHygiaraNow } from '../app/hygiara-now.ts'
import { useView } from '../app/view.ts'
import { inventoryMirror, recordsMirror, sessionMirror, viewsMirror } from '../mirrors.ts'
import { builtInViewWords } from '../words/views.ts'
import { useTableState } from './table-state.ts'

/** What the table shows, and what there is to say about it. */
export interface KeyRows {
  readonly index: KeyIndex
  /** In order; of all keys those that are asked for. */
  readonly shown: readonly KeyEntry[]
  readonly query: KeyQuery
  readonly view: SavedView
  readonly counts: ReturnType<typeof countFilters>
  /** Expired keys that the view leaves out. */
  readonly hiddenExpired: number
}

const minuteMs = 60_000
const noRecords: readonly KeyRecord[] = []
let lastIndex = emptyIndex
let lastInput: Parameters<typeof indexAnew> | null = null
let lastShown: readonly KeyEntry[] = []

/** Entries are taken over from the index before, and all of it where nothing has changed, whoever asked for that. */
function indexAnew(keys: readonly ApiKey[], records: readonly KeyRecord[], person: Person | null): KeyIndex {
  if (lastInput?.[0] === keys && lastInput[1] === records && lastInput[2] === person) return lastIndex
  lastIndex = indexKeys(keys, records, lastIndex, person)
  lastInput = [keys, records, person]
  return lastIndex
}

/** All keys, prepared for searching. */
export function useKeyIndex(): KeyIndex {
  const { keys } = inventoryMirror.useValue()
  const records = recordsMirror.useValue()?.records ?? noRecords
  const person = usePerson()
  return useMemo(
    () => (keys === null ? emptyIndex : indexAnew(keys, records, person)),
    [keys, records, person]
  )
}

/** Who is at the app; the same object for as long as it is the same person, whatever else changes about the session. */
function usePerson(): Person | null {
  const session = sessionMirror.useValue()
  const user = session?.state === 'signed-in' ? session.user : null
  const [name, email] = [user?.name, user?.email]
  return useMemo(() => (name === undefined || email === undefined ? null : { name, email }), [name, email])
}

/** What the table shows, or showed last: for what is done with all of it, outside of components. */
export const shownNow = (): readonly KeyEntry[] => lastShown

/** The rows of the table: all keys, in the order of the view, and of those the ones that are asked for. */
export function useKeyRows(): KeyRows {
  const text = useTableState((state) => state.text)
  const pinnedId = usePinnedId()
  const view = useCurrentView()
  // Brought up to date each minute: nothing here is said more exactly, and looking at every key costs something.
  const now = Math.floor(useHygiaraNow() / minuteMs) * minuteMs

  const index = useKeyIndex()
  const counts = useMemo(() => countFilters(index, now), [index, now])
  const { sort, id: viewId } = view
  const dependsOnNow = sort === null ? viewId === 'attention' : sort.column === 'status'
  const orderNow = dependsOnNow ? now : 0
  const ordered = useMemo(
    () => inOrder(index.entries, viewId, sort, orderNow),
    [index, viewId, sort, orderNow]
  )
  const query = useMemo(() => parseKeyQuery(text), [text])
  const shown = useMemo(() => {
    const matches = compileKeyQuery(query, now, index)
    const found = query.terms.length === 0 ? ordered : ordered.filter(matches)
    const pinned = pinnedId === null ? undefined : index.byId.get(pinnedId)
    return pinned === undefined || found.includes(pinned) ? found : [pinned, ...found]
  }, [query, now, index, ordered, pinnedId])
  useEffect(() => {
    lastShown = shown
  }, [shown])
  const hidden = useMemo(() => hiddenExpired(query, index.entries, now, index), [query, index, now])
  return { index, shown, query, view, counts, hiddenExpired: hidden }
}

/** How many keys have the words of a query, whatever else it asks for. */
export function countWithoutFilters(query: KeyQuery, index: KeyIndex): number {
  return index.entries.filter(compileKeyQuery(wordsOnly(query), 0, index)).length
}

function inOrder(
  entries: readonly KeyEntry[],
  viewId: string,
  sort: Sort | null,
  now: number
): readonly KeyEntry[] {
  if (sort !== null) return sortEntries(entries, sort, now)
  return viewId === 'attention' ? mostUrgentFirst(entries, now) : entries
}

/** A key that was made since the search began. */
function usePinnedId(): string | null {
  const newKeyId = useView((state) => state.newKeyId)
  const known = useTableState((state) => state.newKeyId)
  return newKeyId === known ? null : newKeyId
}

/** The views of whoever is signed in. */
export function useViews(): InventoryViews {
  const session = sessionMirror.useValue()
  const views = viewsMirror.useValue()
  return (session?.state === 'signed-in' ? views?.[session.profile.id] : null) ?? noViews
}

/** Every view there is, those that are always there first. */
export function allViews({ saved, sorts }: InventoryViews): readonly SavedView[] {
  return [...builtInViews.map((id) => builtIn(id, sorts[id])), ...saved]
}

const builtIn = (id: BuiltInView, sort: Sort | null): SavedView => ({
  id,
  name: builtInViewWords[id],
  query: builtInQueries[id],
  sort
})

function useCurrentView(): SavedView {
  const views = useViews()
  const viewId = useTableState((state) => state.viewId)
  return useMemo(
    () => allViews(views).find(({ id }) => id === viewId) ?? builtIn('all', views.sorts.all),
    [views, viewId]
  )
}
