import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import {
  useCallback,
  useEffect,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode
} from 'react'
import { classNames } from './class-names.ts'
import { nextIndex } from './grid-keys.ts'

/** A column: its heading, and the classes that both its heading and its cells get. */
export interface Column<Row> {
  readonly id: string
  readonly header: string
  /** For headings that need no eyes. */
  readonly isHeaderHidden?: boolean
  readonly className?: string
  readonly cell: (row: Row) => ReactNode
}

interface VirtualGridProps<Row> {
  readonly id: string
  readonly label: string
  readonly rows: readonly Row[]
  readonly rowId: (row: Row) => string
  readonly columns: readonly Column<Row>[]
  /** Tailwind `grid-cols-*` of the heading and of every row. */
  readonly template: string
  /** A row that is drawn apart, for example because it is new. */
  readonly markedId: string | null
  /** Keys that the grid does not use itself. Prevent the default to say that a key was taken. */
  readonly onRowKeyDown: (row: Row, event: KeyboardEvent<HTMLElement>) => void
  /** The row to bring into view and focus; a new object asks again. */
  readonly rowToFocus: { readonly id: string } | null
  /** The right mouse button, or the menu key. */
  readonly onRowMenu: (row: Row, event: MouseEvent<HTMLElement>) => void
}

const rowHeight = 46
const headerHeight = 30

/**
 * A table of any length, of which only the visible rows exist. One row is in the tab order; arrows, Home, End and
 * the page keys move it, and ArrowRight and ArrowLeft go into its cells and back.
 */
export function VirtualGrid<Row>(props: VirtualGridProps<Row>) {
  const { rows, rowId, columns, template, rowToFocus } = props
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState<{ readonly id: string; readonly index: number } | null>(null)
  const found = active === null ? -1 : rows.findIndex((row) => rowId(row) === active.id)
  // When the active row is gone, the one that took its place is next.
  const activeIndex = found === -1 ? Math.min(active?.index ?? 0, rows.length - 1) : found

  // eslint-disable-next-line react-hooks/incompatible-library -- a note for the React Compiler, which isn't used here
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rowIdAt(rows, rowId, index),
    paddingStart: headerHeight,
    // Room to scroll the last rows out from under a toast.
    paddingEnd: rowHeight,
    scrollPaddingStart: headerHeight,
    overscan: 8,
    // The row with the focus stays in the page however far one scrolls, or the focus would be lost with it.
    rangeExtractor: useCallback(
      (range: Parameters<typeof defaultRangeExtractor>[0]) => {
        const indexes = defaultRangeExtractor(range)
        if (activeIndex >= range.count || indexes.includes(activeIndex)) return indexes
        return [...indexes, activeIndex].sort((one, other) => one - other)
      },
      [activeIndex]
    )
  })

  const focusRow = useCallback(
    (index: number): void => {
      const row = rows[index]
      if (row === undefined) return
      setActive({ id: rowId(row), index })
      virtualizer.scrollToIndex(index)
      // The row may only exist after the scroll position has been taken over.
      requestAnimationFrame(() => {
        scroller.current
          ?.querySelector<HTMLElement>(`[data-index="${index}"]`)
          ?.focus({ preventScroll: true })
      })
    },
    [rows, rowId, virtualizer]
  )

  const answered = useRef<object | null>(null)
  useEffect(() => {
    if (!rowToFocus || answered.current === rowToFocus) return
    const index = rows.findIndex((row) => rowId(row) === rowToFocus.id)
    if (index === -1) return
    answered.current = rowToFocus
    focusRow(index)
  }, [rowToFocus, rows, rowId, focusRow])

  const onKeyDown = (row: Row, index: number, event: KeyboardEvent<HTMLElement>): void => {
    const page = Math.max(
      1,
      Math.floor(((scroller.current?.clientHeight ?? 0) - headerHeight) / rowHeight) - 1
    )
    if (event.ctrlKey || event.metaKey || event.altKey) {
      props.onRowKeyDown(row, event)
      return
    }
    const next = nextIndex(event.key, index, rows.length, page)
    if (next !== null) {
      event.preventDefault()
      focusRow(next)
    } else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      moveToCell(event)
    } else {
      props.onRowKeyDown(row, event)
    }
  }

  return (
    <div
      ref={scroller}
      id={props.id}
      role="grid"
      aria-label={props.label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      className="min-h-0 flex-1 overflow-y-auto"
    >
      <div role="presentation" className="relative w-full" style={{ height: virtualizer.getTotalSize() }}>
        <div
          role="row"
          aria-rowindex={1}
          className={classNames(
            'sticky top-0 z-[1] grid h-[30px] items-center border-y border-line bg-canvas text-xs font-medium text-faint',
            template
          )}
        >
          {columns.map((column, index) => (
            <div
              key={column.id}
              role="columnheader"
              aria-colindex={index + 1}
              className={classNames('truncate px-3 first:pl-6', column.className)}
            >
              {column.isHeaderHidden === true ? (
                <span className="sr-only">{column.header}</span>
              ) : (
                column.header
              )}
            </div>
          ))}
        </div>
        {virtualizer.getVirtualItems().map(({ index, start, key }) => {
          const row = rows[index]
          if (row === undefined) return null
          const id = rowId(row)
          return (
            <div
              key={key}
              role="row"
              data-index={index}
              data-marked={id === props.markedId || undefined}
              aria-rowindex={index + 2}
              aria-selected={index === found}
              tabIndex={index === activeIndex ? 0 : -1}
              style={{ transform: `translateY(${start}px)` }}
              onFocus={(event: FocusEvent) => {
                if (index !== found && event.currentTarget.contains(event.target)) setActive({ id, index })
              }}
              onKeyDown={(event) => onKeyDown(row, index, event)}
              onContextMenu={(event) => props.onRowMenu(row, event)}
              className={classNames(
                'group absolute inset-x-0 top-0 grid h-[46px] items-center border-b border-line focus-visible:outline-offset-[-2px]',
                index === found ? 'bg-accent-soft' : 'hover:bg-hover',
                template
              )}
            >
              {columns.map((column, columnIndex) => (
                <div
                  key={column.id}
                  role="gridcell"
                  aria-colindex={columnIndex + 1}
                  className={classNames('min-w-0 px-3 first:pl-6', column.className)}
                >
                  {column.cell(row)}
                </div>
              ))}
            </div>
          )
        })}
      </div>
    </div>
  )
}

function rowIdAt<Row>(rows: readonly Row[], rowId: (row: Row) => string, index: number): string | number {
  const row = rows[index]
  return row === undefined ? index : rowId(row)
}

/** From the row into its first stop, from stop to stop, and back to the row. */
function moveToCell(event: KeyboardEvent<HTMLElement>): void {
  const row = event.currentTarget
  const stops = [...row.querySelectorAll<HTMLElement>('[data-stop]')].filter(
    (stop) => stop.offsetParent !== null
  )
  const at = stops.findIndex((stop) => stop === document.activeElement)
  const next = event.key === 'ArrowRight' ? Math.min(at + 1, stops.length - 1) : at - 1
  event.preventDefault()
  if (next < 0) row.focus()
  else stops[next]?.focus()
}
