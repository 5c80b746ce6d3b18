import { History, Plus, RefreshCw } from 'lucide-react'
import type { RefObject } from 'react'
import type { InventoryFacts } from '../../../shared/inventory.ts'
import { useFacts } from '../app/facts.tsx'
import { useOffers } from '../app/offers.ts'
import { notOfferedWords } from '../words/offers.ts'
import { exportButtonId } from '../app/focus-places.ts'
import { ariaShortcutsOf, hintOf } from '../app/shortcuts.ts'
import { view } from '../app/view.ts'
import { bridge } from '../bridge.ts'
import { Button } from '../ui/button.tsx'
import { keysWords, numberWords } from '../words/counts.ts'
import { queryProblemWords } from '../words/query.ts'
import { ExportButton } from './export-button.tsx'
import { FilterBar } from './filter-bar.tsx'
import { SearchField } from './search-field.tsx'
import { table, useTableState } from './table-state.ts'
import type { KeyRows } from './use-key-rows.ts'
import { useSuggesting } from './use-suggesting.ts'
import { ViewBar } from './view-bar.tsx'

interface InventoryHeaderProps {
  readonly heading: RefObject<HTMLHeadingElement | null>
  readonly rows: KeyRows
  readonly facts: InventoryFacts | null
  /** The list is being read, or the session for it picked up. */
  readonly isReading: boolean
  readonly hasRows: boolean
  /** One filled button at a time. */
  readonly isCreatePrimary: boolean
}

const hintId = 'inventory-search-hint'

/** What stands above the table: how many there are, and which of them one wants to see. */
export function InventoryHeader({
  heading,
  rows,
  facts,
  isReading,
  hasRows,
  isCreatePrimary
}: InventoryHeaderProps) {
  const { platform } = useFacts()
  const offers = useOffers()
  const text = useTableState((state) => state.text)
  const suggesting = useSuggesting(text, rows.index.entries)
  // What is still being typed, and offered to be completed, is no mistake.
  const hasHint = rows.query.problems.length > 0 && suggesting.offered === null
  const received = facts?.received ?? 0
  const { index, shown, query } = rows
  return (
    <header data-zone className="@container relative flex-none px-6 pt-[18px] pb-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
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
              {countWords(index.entries.length, shown.length)}
            </span>
          )}
        </h1>
        {isReading && hasRows && received > 0 && (
          <span className="tabular mt-1 text-sm text-faint">{numberWords(received)} received</span>
        )}
        <Button
          look="quiet"
          icon={RefreshCw}
          isBusy={isReading}
          aria-keyshortcuts={ariaShortcutsOf('refresh', platform)}
          data-tip={hintOf('refresh', platform)}
          onClick={() => void bridge['inventory:refresh']()}
          className="ml-auto"
        >
          Refresh
        </Button>
        {hasRows && (
          <>
            <Button look="quiet" icon={History} onClick={view.openChanges}>
              Changes
            </Button>
            <ExportButton
              id={exportButtonId}
              shortcuts={ariaShortcutsOf('export-view', platform)}
              count={shown.length}
              idsOf={() => shown.map(({ id }) => id)}
            />
          </>
        )}
        <Button
          look={isCreatePrimary ? 'primary' : 'plain'}
          icon={Plus}
          hint={hintOf('create-key', platform)}
          aria-keyshortcuts={ariaShortcutsOf('create-key', platform)}
          blockedBy={offers?.canCreate === false ? notOfferedWords('create') : undefined}
          onClick={view.openCreate}
        >
          Create key
        </Button>
      </div>
      <div className="mt-3 grid grid-cols-[minmax(0,1fr)] gap-2">
        <div className="flex items-center gap-3 @min-[640px]:flex-wrap">
          <div className="w-[240px] flex-none @min-[640px]:w-[300px]">
            <SearchField
              value={text}
              onChange={table.search}
              viewQuery={rows.view.query}
              suggesting={suggesting}
              isDisabled={!hasRows}
              hintId={hasHint ? hintId : undefined}
            />
          </div>
          {hasRows && <ViewBar rows={rows} />}
        </div>
        {hasHint && (
          <p id={hintId} role="status" className="selectable text-sm text-pretty text-muted">
            {query.problems.map(queryProblemWords).join(' ')}
          </p>
        )}
        {hasRows && <FilterBar rows={rows} />}
      </div>
      {isReading && hasRows && <ProgressLine />}
    </header>
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
