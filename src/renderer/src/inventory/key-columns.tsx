import { Ellipsis } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ApiKey } from '../../../shared/api-key.ts'
import { awaitedUseOf } from '../../../shared/first-use.ts'
import type { KeyRecord } from '../../../shared/key-record.ts'
import { shownName, shownPrefix } from '../../../shared/shown-name.ts'
import { IconButton } from '../ui/icon-button.tsx'
import type { Column } from '../ui/grid-row.tsx'
import { systemTimeStyle } from '../words/dates.ts'
import { nameInText } from '../words/names.ts'
import { awaitedLine, usageFact } from '../words/first-use.ts'
import { createdWords, expiresFact, type Fact } from '../words/key-facts.ts'
import { noteLineOf } from '../words/purposes.ts'
import { KeyStatusChip } from './key-status-chip.tsx'
import type { NotesById } from './search.ts'
import { columnHeads, type ColumnId } from './table-template.ts'

interface ColumnContext {
  readonly now: number
  readonly notesById: NotesById
  readonly recordsById: ReadonlyMap<string, KeyRecord>
  readonly newKeyId: string | null
  /** The row whose menu is open. */
  readonly openId: string | null
  readonly openMenu: (key: ApiKey, anchor: HTMLElement) => void
}

/** The columns of the inventory (product 6.2). */
export function keyColumns({
  now,
  notesById,
  recordsById,
  newKeyId,
  openId,
  openMenu
}: ColumnContext): readonly Column<ApiKey>[] {
  const style = systemTimeStyle()
  const cells: Record<ColumnId, (key: ApiKey) => ReactNode> = {
    name: (key) => {
      const notes = notesById.get(key.id)
      // What it is for and whose says more about a key than its age, where somebody has noted it.
      const line = (notes && noteLineOf(notes)) ?? createdWords(key, style)
      const awaited = awaitedUseOf(key, recordsById.get(key.id), now)
      return (
        <NameCell
          apiKey={key}
          line={awaited === null ? line : awaitedLine(awaited, line)}
          isNew={key.id === newKeyId}
        />
      )
    },
    prefix: (key) => <PrefixCell prefix={shownPrefix(key.prefix)} />,
    status: (key) => <KeyStatusChip apiKey={key} now={now} />,
    'last-used': (key) => <FactCell fact={usageFact(key, recordsById.get(key.id), now, style)} />,
    expires: (key) => <FactCell fact={expiresFact(key, now, style)} />
  }
  return [
    ...columnHeads.map((head) => ({ ...head, cell: cells[head.id] })),
    {
      id: 'menu',
      header: 'Actions',
      isHeaderHidden: true,
      className: 'text-right !pl-0 !pr-4',
      cell: (key) => (
        <IconButton
          data-stop
          tabIndex={-1}
          icon={Ellipsis}
          label={`Actions for ${nameInText(key.name)}`}
          data-tip="Actions"
          aria-haspopup="menu"
          aria-expanded={key.id === openId}
          onClick={(event) => openMenu(key, event.currentTarget)}
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
      <span className="flex min-w-0 items-center gap-2">
        <span
          data-stop
          tabIndex={-1}
          data-tip={name}
          data-tip-when="cut-off"
          className="truncate rounded-sm font-semi tracking-[-0.005em] focus-visible:outline-offset-0"
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
        <span className="tabular block truncate text-xs leading-[15px] text-faint group-aria-selected:text-muted max-narrow:hidden">
          <bdi>{line}</bdi>
        </span>
      )}
    </>
  )
}

function PrefixCell({ prefix }: { readonly prefix: string | null }) {
  if (prefix === null) return <span className="text-faint group-aria-selected:text-muted">Not reported</span>
  return (
    <span className="mono block truncate">
      <bdi>{prefix}</bdi>
    </span>
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
