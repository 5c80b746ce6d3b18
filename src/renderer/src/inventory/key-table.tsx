import { useCallback, useMemo, useState, type KeyboardEvent, type MouseEvent } from 'react'
import type { ApiKey } from '../../../shared/api-key.ts'
import type { Sort } from '../../../shared/inventory-view.ts'
import type { KeyEntry } from '../../../shared/key-entry.ts'
import { keyTableId } from '../app/focus-places.ts'
import { useFactAge } from '../api-keys/use-fact-age.ts'
import { useFacts } from '../app/facts.tsx'
import { useHygiaraNow } from '../app/hygiara-now.ts'
import { rowActionOf } from '../app/shortcuts.ts'
import { hasSingleKeysNow } from '../app/single-keys.tsx'
import { view } from '../app/view.ts'
import { bridge } from '../bridge.ts'
import { Checkbox } from '../ui/checkbox.tsx'
import { VirtualGrid } from '../ui/virtual-grid.tsx'
import { copyLabels } from './copy-labels.ts'
import { keyColumns } from './key-columns.tsx'
import { KeyMenu } from './key-menu.tsx'
import { extendRange, selectAll, toggleRow, unselectAll } from './selection.ts'
import { table, tableNow, useTableState } from './table-state.ts'
import { tableTemplate, widthAlone, widthBesideDetails } from './table-template.ts'
import type { KeyRows } from './use-key-rows.ts'
import { useSorting } from './use-sorting.ts'

interface KeyTableProps {
  readonly rows: KeyRows
  readonly newKeyId: string | null
  /** The row to bring into view and focus. */
  readonly rowToFocus: { readonly id: string } | null
  readonly hasDetails: boolean
  /** One wants to be in the details that are open. */
  readonly onGoToDetails: () => void
}

const idOf = (entry: KeyEntry): string => entry.id

/** The keys as a table. */
export function KeyTable({ rows, newKeyId, rowToFocus, hasDetails, onGoToDetails }: KeyTableProps) {
  const { shown, index, view: shownView } = rows
  const now = useHygiaraNow()
  const { asOf } = useFactAge()
  const { platform } = useFacts()
  const text = useTableState((state) => state.text)
  const { ids: selectedIds } = useTableState((state) => state.selection)
  const [menu, setMenu] = useState<{ readonly key: ApiKey; readonly anchor: HTMLElement } | null>(null)
  const rowIds = useCallback(() => shown.map(idOf), [shown])

  const openMenu = useCallback(
    (key: ApiKey, anchor: HTMLElement) =>
      setMenu((open) => (open?.key.id === key.id ? null : { key, anchor })),
    []
  )
  const menuId = menu?.key.id ?? null
  const onToggle = useCallback(
    (entry: KeyEntry, isExtending: boolean): void => {
      const { selection } = tableNow()
      const next = isExtending ? extendRange(selection, rowIds(), entry.id, entry.id) : null
      table.select(next ?? toggleRow(selection, entry.id))
    },
    [rowIds]
  )
  const setSort = useCallback(
    (sort: Sort | null) => void bridge['views:setSort']({ view: shownView.id, sort }),
    [shownView.id]
  )
  const { directionOf, onSort } = useSorting(shownView.sort, setSort)
  const shownSelected = useMemo(
    () => (selectedIds.size === 0 ? 0 : shown.filter(({ id }) => selectedIds.has(id)).length),
    [shown, selectedIds]
  )
  const isAllSelected = shownSelected > 0 && shownSelected === shown.length
  const columns = useMemo(
    () =>
      keyColumns({
        now,
        asOf,
        newKeyId,
        menuId,
        openMenu,
        sharedPrefixes: index.sharedPrefixes,
        selectedIds,
        onToggle,
        selectAllBox: (
          <Checkbox
            label="Select all shown"
            tabIndex={-1}
            isChecked={isAllSelected}
            isMixed={shownSelected > 0 && !isAllSelected}
            onTick={() =>
              table.select((isAllSelected ? unselectAll : selectAll)(tableNow().selection, rowIds()))
            }
            className={selectedIds.size === 0 ? 'opacity-0 focus-within:opacity-100 hover:opacity-100' : ''}
          />
        ),
        sortDirectionOf: directionOf,
        onSort
      }),
    [
      now,
      asOf,
      newKeyId,
      menuId,
      openMenu,
      index.sharedPrefixes,
      selectedIds,
      onToggle,
      isAllSelected,
      shownSelected,
      rowIds,
      directionOf,
      onSort
    ]
  )

  const onRowKeyDown = useCallback(
    ({ id, key }: KeyEntry, event: KeyboardEvent<HTMLElement>): void => {
      const action = rowActionOf(event, platform, hasSingleKeysNow())
      // Text that was selected on purpose is what is meant.
      if (action === 'copy-labels' && document.getSelection()?.isCollapsed === false) return
      // On a control inside the row these are the control's.
      const isOnRow = event.target === event.currentTarget
      if (action === null || ((action === 'toggle-row' || action === 'open-details') && !isOnRow)) return
      event.preventDefault()
      switch (action) {
        case 'copy-labels':
          void copyLabels(labelsMeant(id, shown), index)
          return
        case 'open-revoke':
          view.openRevoke(key)
          return
        case 'open-notes':
          view.openNotes(key)
          return
        case 'toggle-row':
          table.select(toggleRow(tableNow().selection, id))
          return
        case 'open-details':
          if (tableNow().openId === id) onGoToDetails()
          else table.open(id)
      }
    },
    [platform, shown, index, onGoToDetails]
  )
  const onRowPress = useCallback(
    (entry: KeyEntry, event: MouseEvent<HTMLElement>): void => {
      const modifier = platform === 'mac' ? event.metaKey : event.ctrlKey
      if (modifier || event.shiftKey) onToggle(entry, event.shiftKey)
      else table.open(entry.id)
    },
    [platform, onToggle]
  )
  const onRowMove = useCallback(
    (from: KeyEntry, to: KeyEntry, isExtending: boolean): void => {
      if (isExtending) table.select(extendRange(tableNow().selection, rowIds(), from.id, to.id))
    },
    [rowIds]
  )
  // Details that are open are always those of the row one is at.
  const onRowEnter = useCallback(({ id }: KeyEntry): void => {
    if (tableNow().openId !== null) table.open(id)
  }, [])
  const onRowMenu = useCallback(
    ({ key }: KeyEntry, event: MouseEvent<HTMLElement>): void => {
      event.preventDefault()
      const anchor = event.currentTarget.querySelector<HTMLElement>('[aria-haspopup=menu]')
      if (anchor) openMenu(key, anchor)
    },
    [openMenu]
  )

  return (
    <>
      <VirtualGrid
        id={keyTableId}
        label="API keys"
        rows={shown}
        rowId={idOf}
        columns={columns}
        template={tableTemplate}
        markedId={newKeyId}
        selectedIds={selectedIds}
        onRowEnter={onRowEnter}
        onRowMove={onRowMove}
        onRowPress={onRowPress}
        onRowKeyDown={onRowKeyDown}
        rowToFocus={rowToFocus}
        onRowMenu={onRowMenu}
        contentWidth={hasDetails ? widthBesideDetails : widthAlone}
        rowsKey={`${shownView.id} ${shownView.sort?.column} ${shownView.sort?.direction} ${text}`}
      />
      {menu && <KeyMenu apiKey={menu.key} anchor={menu.anchor} index={index} onClose={() => setMenu(null)} />}
    </>
  )
}

/** What is selected, in the order of the table; without a selection the row one is at. */
function labelsMeant(id: string, shown: readonly KeyEntry[]): readonly string[] {
  const { ids } = tableNow().selection
  if (ids.size === 0) return [id]
  const inOrder = shown.map(idOf).filter((each) => ids.has(each))
  return [...new Set([...inOrder, ...ids])]
}
