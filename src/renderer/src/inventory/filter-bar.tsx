import { useState } from 'react'
import {
  expiredFilter,
  expiringDays,
  expiringFilter,
  filterText,
  hasFilter,
  neverUsedFilter,
  noExpiryFilter,
  queryText,
  toggleFilter,
  unusedDays,
  unusedFilter,
  valuesOf,
  withExpired,
  type KeyFilter
} from '../../../shared/key-filters.ts'
import { Chip } from '../ui/chip.tsx'
import { Menu } from '../ui/menu.tsx'
import { numberWords } from '../words/counts.ts'
import { table } from './table-state.ts'
import type { KeyRows } from './use-key-rows.ts'

/** Days that a button stands for before another number was chosen. */
const firstDays = { expiring: 30, unused: 90 }

/** The filters by end and by last use, each with how many keys it has, and what the view leaves out. */
export function FilterBar({ rows }: { readonly rows: KeyRows }) {
  return (
    <div className="-m-1 flex min-w-0 items-center gap-1 overflow-x-auto p-1 [scrollbar-width:none] @min-[640px]:flex-wrap @min-[640px]:overflow-visible">
      <div role="group" aria-label="Filters" className="flex items-center gap-1 @min-[640px]:flex-wrap">
        <DaysChip
          rows={rows}
          kind="expiring"
          words="Expiring"
          days={expiringDays}
          filterOf={expiringFilter}
        />
        <FilterChip rows={rows} filter={expiredFilter} words="Expired" />
        <FilterChip rows={rows} filter={noExpiryFilter} words="No expiry" />
        <FilterChip rows={rows} filter={neverUsedFilter} words="Never used" />
        <DaysChip rows={rows} kind="unused" words="Unused" days={unusedDays} filterOf={unusedFilter} />
      </div>
      {rows.hiddenExpired > 0 && (
        <p className="tabular ml-auto flex flex-none items-center gap-0.5 pl-2 text-sm whitespace-nowrap text-faint">
          {numberWords(rows.hiddenExpired)} expired hidden
          <button
            type="button"
            aria-label="Show expired keys"
            onClick={() => table.search(queryText(withExpired(rows.query)))}
            className="h-6 rounded-sm px-1 font-medium text-text underline decoration-line-strong underline-offset-3 hover:decoration-current"
          >
            Show
          </button>
        </p>
      )}
    </div>
  )
}

interface FilterChipProps {
  readonly rows: KeyRows
  readonly filter: KeyFilter
  readonly words: string
}

function FilterChip({ rows, filter, words }: FilterChipProps) {
  return (
    <Chip
      isOn={hasFilter(rows.query, filter)}
      count={countOf(rows, filter)}
      onPress={() => press(rows, filter)}
    >
      {words}
    </Chip>
  )
}

interface DaysChipProps {
  readonly rows: KeyRows
  readonly kind: keyof typeof firstDays
  readonly words: string
  readonly days: readonly number[]
  readonly filterOf: (days: number) => KeyFilter
}

/** One button for several numbers of days, of which one is on at most. */
function DaysChip({ rows, kind, words, days, filterOf }: DaysChipProps) {
  const [chosen, setChosen] = useState(firstDays[kind])
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const { field, value } = filterOf(chosen)
  const on = valuesOf(rows.query, field).find((each) => each.kind === value.kind)
  // What is typed counts too, any number of days.
  const current = on !== undefined && 'days' in on ? on.days : chosen
  const filter = filterOf(current)
  return (
    <>
      <Chip
        isOn={on !== undefined}
        count={countOf(rows, filter)}
        onPress={() => press(rows, filter)}
        more={{ label: `${words}: number of days`, isOpen: anchor !== null, onPress: setAnchor }}
      >
        {`${words} ${current} d`}
      </Chip>
      {anchor && (
        <Menu
          label={words}
          anchor={anchor}
          onClose={() => setAnchor(null)}
          items={days.map((each) => ({
            kind: 'action',
            label: `${words} ${each} d`,
            note: countOf(rows, filterOf(each)) ?? '',
            isChecked: on !== undefined && each === current,
            onChoose: () => {
              setChosen(each)
              press(rows, filterOf(each))
            }
          }))}
        />
      )}
    </>
  )
}

/** A button counts among all keys, so that is where it looks: what only a view asks for is given up. */
function press({ query, view }: KeyRows, filter: KeyFilter): void {
  const isOnlyView = queryText(query) === view.query && view.id === 'attention'
  table.search(queryText(toggleFilter(isOnlyView ? { terms: [], problems: [] } : query, filter)))
}

function countOf({ counts }: KeyRows, filter: KeyFilter): string | undefined {
  const count = counts.byFilter.get(filterText(filter))
  return count === undefined ? undefined : numberWords(count)
}
