import { memo, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** A column: its heading, and the classes that both its heading and its cells get. */
export interface Column<Row> {
  readonly id: string
  readonly header: string
  /** For headings that need no eyes. */
  readonly isHeaderHidden?: boolean
  /** A control in the place of the words. */
  readonly headerControl?: ReactNode
  /** For columns that can be sorted by. */
  readonly sort?: {
    readonly direction: 'ascending' | 'descending' | null
    readonly onToggle: () => void
  }
  readonly className?: string
  readonly cell: (row: Row) => ReactNode
}

interface GridRowProps<Row> {
  readonly row: Row
  readonly index: number
  /** Distance from the top of the grid, in CSS pixels. */
  readonly top: number
  readonly columns: readonly Column<Row>[]
  readonly template: string
  /** The row one is at. */
  readonly isActive: boolean
  /** Chosen for what is done to several. */
  readonly isSelected: boolean
  /** The row that Tab reaches. */
  readonly isTabStop: boolean
  readonly isMarked: boolean
  readonly onEnter: (index: number) => void
  readonly onKeyDown: (row: Row, index: number, event: KeyboardEvent<HTMLElement>) => void
  readonly onPress: (row: Row, event: MouseEvent<HTMLElement>) => void
  readonly onMenu: (row: Row, event: MouseEvent<HTMLElement>) => void
}

function PlainGridRow<Row>(props: GridRowProps<Row>) {
  const { row, index, top, columns, template, isActive, isSelected, isTabStop, isMarked } = props
  const isTinted = isActive || isSelected
  return (
    <div
      role="row"
      data-index={index}
      data-marked={isMarked || undefined}
      data-tinted={isTinted || undefined}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      tabIndex={isTabStop ? 0 : -1}
      data-zone-start={isTabStop || undefined}
      style={{ transform: `translateY(${top}px)` }}
      onFocus={() => {
        if (!isActive) props.onEnter(index)
      }}
      onKeyDown={(event) => props.onKeyDown(row, index, event)}
      onClick={(event) => props.onPress(row, event)}
      onContextMenu={(event) => props.onMenu(row, event)}
      className={classNames(
        'group absolute inset-x-0 top-0 grid h-[46px] items-center border-b border-line [contain:layout_style] focus-visible:outline-offset-[-2px]',
        isTinted ? 'bg-accent-soft' : 'hover:bg-hover',
        template
      )}
    >
      {columns.map((column, columnIndex) => (
        <div
          key={column.id}
          role="gridcell"
          aria-colindex={columnIndex + 1}
          className={classNames('min-w-0 px-3', column.className)}
        >
          {column.cell(row)}
        </div>
      ))}
    </div>
  )
}

/** One row of the grid. Memoised: while one scrolls, only the rows that come into view are rendered. */
export const GridRow = memo(PlainGridRow) as typeof PlainGridRow

/** From the row into its first stop, from stop to stop, and back to the row. */
export function moveToStop(event: KeyboardEvent<HTMLElement>): void {
  const row = event.currentTarget
  const stops = visibleStops(row, '[data-stop]')
  const at = stops.findIndex((stop) => stop === document.activeElement)
  const next = event.key === 'ArrowRight' ? Math.min(at + 1, stops.length - 1) : at - 1
  event.preventDefault()
  if (next < 0) row.focus()
  else stops[next]?.focus()
}

/** The places of a row or heading where the focus can go: not those of columns that are left out or cut off. */
export function visibleStops(row: HTMLElement, selector: string): readonly HTMLElement[] {
  const end = row.closest('[role=grid]')?.getBoundingClientRect().right ?? Infinity
  return [...row.querySelectorAll<HTMLElement>(selector)].filter(
    (stop) => stop.offsetParent !== null && stop.getBoundingClientRect().right <= end
  )
}
