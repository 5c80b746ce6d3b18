import {
  rowSortingFeature,
  tableFeatures,
  useTable,
  type SortingState,
  type Updater
} from '@tanstack/react-table'
import { useCallback, useMemo } from 'react'
import {
  sortColumns,
  type Sort,
  type SortColumn,
  type SortDirection
} from '../../../shared/inventory-view.ts'

const features = tableFeatures({ rowSortingFeature })
const columns = sortColumns.map((id) => ({ id, accessorFn: () => null }))
// The rows are sorted in key-order.ts: with its own rows the table would need a second for a hundred thousand.
const noRows: readonly never[] = []

interface Sorting {
  readonly directionOf: (column: SortColumn) => SortDirection | null
  /** A press on a heading: up, down, then the order that the view has of its own. */
  readonly onSort: (column: SortColumn) => void
}

/** How the columns are sorted, as TanStack Table keeps it. */
export function useSorting(sort: Sort | null, onChange: (sort: Sort | null) => void): Sorting {
  const sorting = useMemo<SortingState>(
    () => (sort === null ? [] : [{ id: sort.column, desc: sort.direction === 'descending' }]),
    [sort]
  )
  // One object as long as nothing changes: the table is a new one with each.
  const options = useMemo(
    () => ({
      features,
      columns,
      data: noRows,
      state: { sorting },
      manualSorting: true,
      enableMultiSort: false,
      sortDescFirst: false,
      onSortingChange: (change: Updater<SortingState>) => {
        const [next] = typeof change === 'function' ? change(sorting) : change
        const column = sortColumns.find((each) => each === next?.id)
        onChange(
          next === undefined || column === undefined
            ? null
            : { column, direction: next.desc ? 'descending' : 'ascending' }
        )
      }
    }),
    [sorting, onChange]
  )
  const table = useTable(options)
  return {
    directionOf: useCallback((column) => (sort?.column === column ? sort.direction : null), [sort]),
    onSort: useCallback((column) => table.getColumn(column)?.toggleSorting(), [table])
  }
}
