import { Ellipsis } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ApiKey } from '../../../shared/api-key.ts'
import { awaitedUseOf } from '../../../shared/first-use.ts'
import type { SortDirection, SortColumn } from '../../../shared/inventory-view.ts'
import type { KeyEntry } from '../../../shared/key-entry.ts'
import { shownName, shownPrefix } from '../../../shared/shown-name.ts'
import { Checkbox } from '../ui/checkbox.tsx'
import { classNames } from '../ui/class-names.ts'
import { IconButton } from '../ui/icon-button.tsx'
import type { Column } from '../ui/grid-row.tsx'
import { numberWords } from '../words/counts.ts'
import { systemTimeStyle } from '../words/dates.ts'
import { nameInText } from '../words/names.ts'
import { awaitedLine, usageFact } from '../words/first-use.ts'
import { agedFact, createdWords, expiresFact, type Fact } from '../words/key-facts.ts'
import { noteLineOf } from '../words/purposes.ts'
import { KeyStatusChip } from './key-status-chip.tsx'
import { columnHeads } from './table-template.ts'

interface ColumnContext {
  readonly now: number
  /** How old the list is, where it is worth a word. */
  readonly asOf: string | null
  readonly newKeyId: string | null
  /** The row whose menu is open. */
  readonly menuId: string | null
  readonly openMenu: (key: ApiKey, anchor: HTMLElement) => void
  readonly sharedPrefixes: ReadonlyMap<string, number>
  readonly selectedIds: ReadonlySet<string>
  readonly onToggle: (entry: KeyEntry, isExtending: boolean) => void
  /** The box above all rows. */
  readonly selectAllBox: ReactNode
  readonly sortDirectionOf: (column: SortColumn) => SortDirection | null
  readonly onSort: (column: SortColumn) => void
}

/** The columns of the inventory (product 6.2). */
export function keyColumns(context: ColumnContext): readonly Column<KeyEntry>[] {
  const { now, asOf, newKeyId, menuId, openMenu, sharedPrefixes, selectedIds } = context
  const style = systemTimeStyle()
  const cells: Record<SortColumn, (entry: KeyEntry) => ReactNode> = {
    name: ({ key, notes, record }) => {
      // What it is for and whose says more about a key than its age, where somebody has noted it.
      const line = noteLineOf(notes) ?? createdWords(key, style)
      const awaited = awaitedUseOf(key, record ?? undefined, now)
      return (
        <NameCell
          apiKey={key}
          line={awaited === null ? line : awaitedLine(awaited, line)}
          isNew={key.id === newKeyId}
        />
      )
    },
    prefix: ({ key }) => (
      <PrefixCell
        prefix={shownPrefix(key.prefix)}
        sharedBy={key.prefix === undefined ? undefined : sharedPrefixes.get(key.prefix)}
      />
    ),
    status: ({ key }) => <KeyStatusChip apiKey={key} now={now} />,
    'last-used': ({ key, record }) => (
      <FactCell fact={agedFact(usageFact(key, record ?? undefined, now, style), asOf)} />
    ),
    expires: ({ key }) => <FactCell fact={expiresFact(key, now, style)} />
  }
  return [
    {
      id: 'select',
      header: 'Select',
      headerControl: context.selectAllBox,
      className: '!pl-2 !pr-0',
      cell: (entry) => (
        <Checkbox
          data-stop
          tabIndex={-1}
          label={`Select ${nameInText(entry.key.name)}`}
          isChecked={selectedIds.has(entry.id)}
          onTick={(hasShift) => context.onToggle(entry, hasShift)}
          // There for whoever looks for it, and for everybody once something is selected.
          className={classNames(
            selectedIds.size === 0 &&
              'opacity-0 group-hover:opacity-100 group-data-tinted:opacity-100 focus-within:opacity-100'
          )}
        />
      )
    },
    ...columnHeads.map((head) => ({
      ...head,
      sort: { direction: context.sortDirectionOf(head.id), onToggle: () => context.onSort(head.id) },
      cell: cells[head.id]
    })),
    {
      id: 'menu',
      header: 'Actions',
      isHeaderHidden: true,
      className: 'text-right !pl-0 !pr-3',
      cell: ({ key }) => (
        <IconButton
          data-stop
          tabIndex={-1}
          icon={Ellipsis}
          label={`Actions for ${nameInText(key.name)}`}
          data-tip="Actions"
          aria-haspopup="menu"
          aria-expanded={key.id === menuId}
          onClick={(event) => {
            event.stopPropagation()
            openMenu(key, event.currentTarget)
          }}
        />
      )
    }
  ]
}

interface NameCellProps {
  readonly apiKey: ApiKey
  /** The muted second line. */
  readonly line: string | null
  readonly isNew: boolean
}

function NameCell({ apiKey, line, isNew }: NameCellProps) {
  const name = shownName(apiKey.name)
  const prefix = shownPrefix(apiKey.prefix)
  return (
    <>
      <span className={isNew ? 'flex min-w-0 items-center gap-2' : 'block'}>
        <span
          data-stop
          tabIndex={-1}
          data-tip={name}
          data-tip-when="cut-off"
          className="block w-fit max-w-full truncate rounded-sm font-semi tracking-[-0.005em] focus-visible:outline-offset-0"
        >
          <bdi>{name}</bdi>
        </span>
        {isNew && (
          <span className="flex-none rounded-sm border border-line-strong bg-surface px-1.5 text-[10.5px] leading-[14px] font-semi text-muted">
            New
          </span>
        )}
      </span>
      {prefix !== null && (
        <span className="mono block truncate text-[11px] leading-[15px] text-muted narrow:hidden">
          <bdi>{prefix}</bdi>
        </span>
      )}
      {line !== null && (
        <span className="tabular block truncate text-xs leading-[15px] text-faint group-data-tinted:text-muted max-narrow:hidden">
          <bdi>{line}</bdi>
        </span>
      )}
    </>
  )
}

interface PrefixCellProps {
  readonly prefix: string | null
  /** How many keys begin so, where it is more than one. */
  readonly sharedBy: number | undefined
}

function PrefixCell({ prefix, sharedBy }: PrefixCellProps) {
  if (prefix === null) return <span className="text-faint group-data-tinted:text-muted">Not reported</span>
  return (
    <>
      <span className="mono block truncate">
        <bdi>{prefix}</bdi>
      </span>
      {sharedBy !== undefined && (
        <span className="tabular block truncate text-xs leading-[15px] text-amber">
          shared by {numberWords(sharedBy)}
        </span>
      )}
    </>
  )
}

function FactCell({ fact: { text, exact } }: { readonly fact: Fact }) {
  return (
    <span
      data-stop
      tabIndex={-1}
      data-tip={exact ?? undefined}
      className="inline-block max-w-full truncate rounded-sm align-bottom focus-visible:outline-offset-0"
    >
      {text}
    </span>
  )
}
