import { useVirtualizer, type Range } from '@tanstack/react-virtual'
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent
} from 'react'
import { classNames } from './class-names.ts'
import { DrawnRange } from './drawn-range.ts'
import { GridHead } from './grid-head.tsx'
import { nextIndex } from './grid-keys.ts'
import { GridRow, moveToStop, type Column } from './grid-row.tsx'
import { createScroll, guessedViewport, observeViewport } from './grid-viewport.ts'
import { RowSlots } from './row-slots.ts'

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
  /** Rows that are chosen for what is done to several. */
  readonly selectedIds: ReadonlySet<string>
  /** One is now at this row, by whatever means. */
  readonly onRowEnter: (row: Row) => void
  /** A key moves from one row to another; with Shift, what lies between is meant as well. */
  readonly onRowMove: (from: Row, to: Row, isExtending: boolean) => void
  readonly onRowPress: (row: Row, event: MouseEvent<HTMLElement>) => void
  /** Keys that the grid does not use itself. */
  readonly onRowKeyDown: (row: Row, event: KeyboardEvent<HTMLElement>) => void
  /** The row to bring into view and focus; a new object asks again. */
  readonly rowToFocus: { readonly id: string } | null
  /** The right mouse button, or the menu key. */
  readonly onRowMenu: (row: Row, event: MouseEvent<HTMLElement>) => void
  /** Tailwind width of the heading and the rows, where they are wider than the place they have; the rest is cut off. */
  readonly contentWidth: string
  /** Other rows are asked for when this changes: shows them from the beginning. */
  readonly rowsKey: string
}

const rowHeight = 46
const headerHeight = 30
const framesUntilThere = 10
const estimateSize = (): number => rowHeight

/**
 * A table of any length, of which only the visible rows exist. One row is in the tab order; arrows, Home, End and
 * the page keys move it, and ArrowRight and ArrowLeft go into its cells and back.
 */
export function VirtualGrid<Row>(props: VirtualGridProps<Row>) {
  const { rows, rowId, columns, template, rowToFocus, rowsKey, onRowEnter, onRowMove, onRowKeyDown } = props
  const scroller = useRef<HTMLDivElement>(null)
  const wanted = useRef<number | null>(null)
  const [slots] = useState(() => new RowSlots())
  const [drawnRange] = useState(() => new DrawnRange())
  const [scroll] = useState(createScroll)
  const [active, setActive] = useState<{ readonly id: string; readonly index: number } | null>(null)
  const found = active === null ? -1 : indexOfRow(rows, rowId, active)
  // When the active row is gone, the one that took its place is next.
  const activeIndex = found === -1 ? Math.min(active?.index ?? 0, rows.length - 1) : found

  // eslint-disable-next-line react-hooks/incompatible-library -- a note for the React Compiler, which isn't used here
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    // One function for good: with another one at each render, every row would be measured again at each letter.
    estimateSize,
    paddingStart: headerHeight,
    // Room to scroll the last rows out from under a toast.
    paddingEnd: rowHeight,
    scrollPaddingStart: headerHeight,
    overscan: 4,
    initialRect: guessedViewport(),
    observeElementRect: observeViewport,
    scrollToFn: scroll,
    rangeExtractor: useCallback(
      (range: Range) => drawnRange.indexesOf(range, activeIndex),
      [drawnRange, activeIndex]
    )
  })

  const enterRow = useCallback(
    (index: number): void => {
      const row = rows[index]
      if (row === undefined) return
      setActive({ id: rowId(row), index })
      onRowEnter(row)
    },
    [rows, rowId, onRowEnter]
  )

  const focusRow = useCallback(
    (index: number): void => {
      enterRow(index)
      wanted.current = index
      const takeFocus = (framesLeft: number): void => {
        // Another row is wanted by now.
        if (wanted.current !== index) return
        const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)
        row?.focus({ preventScroll: true })
        const isThere = row && document.activeElement === row
        // The row may only exist, and be reachable, after the scroll position and the end of a sheet were taken over.
        if (!isThere && framesLeft > 0) requestAnimationFrame(() => takeFocus(framesLeft - 1))
        else wanted.current = null
      }
      // At once where it can be: the next key may be pressed before the next frame.
      takeFocus(framesUntilThere)
      virtualizer.scrollToIndex(index)
    },
    [enterRow, virtualizer]
  )

  const answered = useRef<object | null>(null)
  useEffect(() => {
    if (!rowToFocus || answered.current === rowToFocus) return
    const index = rows.findIndex((row) => rowId(row) === rowToFocus.id)
    if (index === -1) return
    answered.current = rowToFocus
    // What closes gives the focus back first.
    requestAnimationFrame(() => focusRow(index))
  }, [rowToFocus, rows, rowId, focusRow])

  const shownKey = useRef(rowsKey)
  useLayoutEffect(() => {
    if (shownKey.current === rowsKey) return
    shownKey.current = rowsKey
    // Asked only where it is not there already: setting it lays out the page at once.
    if ((virtualizer.scrollOffset ?? 0) > 0) virtualizer.scrollToOffset(0)
  }, [rowsKey, virtualizer])

  const onKeyDown = useCallback(
    (focused: Row, focusedIndex: number, event: KeyboardEvent<HTMLElement>): void => {
      // On the way to a row that is not drawn yet, what is pressed is meant for that one.
      const index = wanted.current ?? focusedIndex
      const row = rows[index] ?? focused
      const hasModifier = event.ctrlKey || event.metaKey || event.altKey
      const page = Math.floor(((scroller.current?.clientHeight ?? 0) - headerHeight) / rowHeight) - 1
      const next = hasModifier ? null : nextIndex(event.key, index, rows.length, Math.max(1, page))
      if (event.key === 'ArrowUp' && index === 0 && !hasModifier && !event.shiftKey) {
        event.preventDefault()
        scroller.current?.querySelector<HTMLElement>('[data-head-stop][tabindex="0"]')?.focus()
      } else if (next !== null) {
        event.preventDefault()
        const to = rows[next]
        if (to !== undefined) onRowMove(row, to, event.shiftKey)
        focusRow(next)
      } else if (!hasModifier && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
        moveToStop(event)
      } else {
        onRowKeyDown(row, event)
      }
    },
    [rows, focusRow, onRowMove, onRowKeyDown]
  )

  const onLeaveHead = useCallback(() => focusRow(virtualizer.range?.startIndex ?? 0), [focusRow, virtualizer])
  const drawn = virtualizer.getVirtualItems().flatMap(({ index, start }) => {
    const row = rows[index]
    return row === undefined ? [] : [{ row, id: rowId(row), index, start }]
  })
  const slotOf = slots.assign(
    drawn.map(({ id }) => id),
    active?.id ?? null
  )

  return (
    <div
      ref={scroller}
      id={props.id}
      role="grid"
      data-zone
      aria-label={props.label}
      aria-multiselectable
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      className="min-h-0 flex-1 overflow-auto narrow:overflow-x-hidden [contain:content] [scrollbar-gutter:stable]"
    >
      <div
        role="presentation"
        className={classNames('relative', props.contentWidth)}
        style={{ height: virtualizer.getTotalSize() }}
      >
        <GridHead columns={columns} template={template} onLeave={onLeaveHead} />
        {drawn.map(({ row, id, index, start }, place) => (
          <GridRow
            key={slotOf[place]}
            row={row}
            index={index}
            top={start}
            columns={columns}
            template={template}
            isActive={index === found}
            isSelected={props.selectedIds.has(id)}
            isTabStop={index === activeIndex}
            isMarked={id === props.markedId}
            onEnter={enterRow}
            onKeyDown={onKeyDown}
            onPress={props.onRowPress}
            onMenu={props.onRowMenu}
          />
        ))}
      </div>
    </div>
  )
}

/** Mostly the row is where it was; a list of a hundred thousand is looked through only when it is not. */
function indexOfRow<Row>(
  rows: readonly Row[],
  rowId: (row: Row) => string,
  { id, index }: { readonly id: string; readonly index: number }
): number {
  const there = rows[index]
  return there !== undefined && rowId(there) === id ? index : rows.findIndex((row) => rowId(row) === id)
}
