import { ArrowDown, ArrowUp } from 'lucide-react'
import { memo, useState, type KeyboardEvent } from 'react'
import { classNames } from './class-names.ts'
import { visibleStops, type Column } from './grid-row.tsx'

interface GridHeadProps<Row> {
  readonly columns: readonly Column<Row>[]
  readonly template: string
  /** Down leads into the rows. */
  readonly onLeave: () => void
}

function PlainGridHead<Row>({ columns, template, onLeave }: GridHeadProps<Row>) {
  const firstSortable = columns.find(({ sort }) => sort !== undefined)?.id
  const [stop, setStop] = useState<string | null>(null)
  const tabStop = columns.some(({ id, sort }) => id === stop && sort !== undefined) ? stop : firstSortable
  return (
    <div
      role="row"
      aria-rowindex={1}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
        if (event.key === 'ArrowDown') {
          event.preventDefault()
          onLeave()
        } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
          moveAlong(event)
        }
      }}
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
          aria-sort={column.sort === undefined ? undefined : (column.sort.direction ?? 'none')}
          className={classNames('min-w-0 px-3', column.className)}
        >
          {column.sort === undefined ? (
            <Words column={column} />
          ) : (
            <SortButton
              header={column.header}
              sort={column.sort}
              isTabStop={column.id === tabStop}
              onFocus={() => setStop(column.id)}
            />
          )}
        </div>
      ))}
    </div>
  )
}

/**
 * The headings. Those that sort are buttons, of which one is in the tab order; arrows move between them, and up from
 * the first row leads here. Memoised: they are the same while one scrolls.
 */
export const GridHead = memo(PlainGridHead) as typeof PlainGridHead

function Words<Row>({ column }: { readonly column: Column<Row> }) {
  if (column.headerControl !== undefined) return column.headerControl
  return <span className={column.isHeaderHidden === true ? 'sr-only' : 'truncate'}>{column.header}</span>
}

interface SortButtonProps {
  readonly header: string
  readonly sort: NonNullable<Column<never>['sort']>
  readonly isTabStop: boolean
  readonly onFocus: () => void
}

function SortButton({ header, sort, isTabStop, onFocus }: SortButtonProps) {
  const Arrow = sort.direction === 'descending' ? ArrowDown : ArrowUp
  return (
    <button
      type="button"
      data-head-stop
      tabIndex={isTabStop ? 0 : -1}
      onClick={sort.onToggle}
      onFocus={onFocus}
      className={classNames(
        'group/sort -mx-1.5 inline-flex h-6 max-w-[calc(100%+12px)] items-center gap-1 rounded-sm px-1.5 font-medium transition-colors hover:text-text focus-visible:outline-offset-[-2px] forced-colors:border-0',
        sort.direction === null ? 'text-faint' : 'text-text'
      )}
    >
      <span className="truncate">{header}</span>
      {/* Always there, so that nothing moves when it shows. */}
      <Arrow
        aria-hidden
        className={classNames(
          'size-3 flex-none',
          sort.direction === null &&
            'opacity-0 group-hover/sort:opacity-60 group-focus-visible/sort:opacity-60'
        )}
      />
    </button>
  )
}

function moveAlong(event: KeyboardEvent<HTMLElement>): void {
  const stops = visibleStops(event.currentTarget, '[data-head-stop]')
  const at = stops.findIndex((stop) => stop === document.activeElement)
  const next = stops[event.key === 'ArrowRight' ? at + 1 : at - 1]
  event.preventDefault()
  next?.focus()
}
