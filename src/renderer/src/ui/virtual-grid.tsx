import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { classNames } from './class-names.ts'
import { nextIndex } from './grid-keys.ts'
import { GridRow, moveToStop, type Column } from './grid-row.tsx'

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
  /** Keys that the grid does not use itself. */
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
  const { rows, rowId, columns, template, rowToFocus, onRowKeyDown } = props
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
    getItemKey: (index) => {
      const row = rows[index]
      return row === undefined ? index : rowId(row)
    },
    paddingStart: headerHeight,
    // Room to scroll the last rows out from under a toast.
    paddingEnd: rowHeight,
    scrollPaddingStart: headerHeight,
    overscan: 8,
    // The row with the focus stays in the page however far one scrolls, or the focus would be lost with it.
    rangeExtractor: useCallback(
      (range: Range) => withIndex(defaultRangeExtractor(range), activeIndex),
      [activeIndex]
    )
  })

  const enterRow = useCallback(
    (index: number): void => {
      const row = rows[index]
      if (row !== undefined) setActive({ id: rowId(row), index })
    },
    [rows, rowId]
  )

  const focusRow = useCallback(
    (index: number): void => {
      enterRow(index)
      virtualizer.scrollToIndex(index)
      // The row may only exist after the scroll position has been taken over.
      requestAnimationFrame(() => {
        scroller.current
          ?.querySelector<HTMLElement>(`[data-index="${index}"]`)
          ?.focus({ preventScroll: true })
      })
    },
    [enterRow, virtualizer]
  )

  const answered = useRef<object | null>(null)
  useEffect(() => {
    if (!rowToFocus || answered.current === rowToFocus) return
    const index = rows.findIndex((row) => rowId(row) === rowToFocus.id)
    if (index === -1) return
    answered.current = rowToFocus
    focusRow(index)
  }, [rowToFocus, rows, rowId, focusRow])

  const onKeyDown = useCallback(
    (row: Row, index: number, event: KeyboardEvent<HTMLElement>): void => {
      const hasModifier = event.ctrlKey || event.metaKey || event.altKey
      const page = Math.floor(((scroller.current?.clientHeight ?? 0) - headerHeight) / rowHeight) - 1
      const next = hasModifier ? null : nextIndex(event.key, index, rows.length, Math.max(1, page))
      if (next !== null) {
        event.preventDefault()
        focusRow(next)
      } else if (!hasModifier && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
        moveToStop(event)
      } else {
        onRowKeyDown(row, event)
      }
    },
    [rows, focusRow, onRowKeyDown]
  )

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
          return (
            row !== undefined && (
              <GridRow
                key={key}
                row={row}
                index={index}
                top={start}
                columns={columns}
                template={template}
                isSelected={index === found}
                isTabStop={index === activeIndex}
                isMarked={rowId(row) === props.markedId}
                onEnter={enterRow}
                onKeyDown={onKeyDown}
                onMenu={props.onRowMenu}
              />
            )
          )
        })}
      </div>
    </div>
  )
}

function withIndex(indexes: readonly number[], index: number): number[] {
  if (index < 0 || indexes.includes(index)) return [...indexes]
  return [...indexes, index].sort((one, other) => one - other)
}
