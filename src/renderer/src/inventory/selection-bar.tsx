import { Copy, X } from 'lucide-react'
import { mostLabels } from '../../../shared/api-key.ts'
import { useFacts } from '../app/facts.tsx'
import { hintOf } from '../app/shortcuts.ts'
import { Button } from '../ui/button.tsx'
import { numberWords } from '../words/counts.ts'
import { copyLabels } from './copy-labels.ts'
import { ExportButton } from './export-button.tsx'
import { noSelection } from './selection.ts'
import { table, useTableState } from './table-state.ts'
import type { KeyRows } from './use-key-rows.ts'

/** Below the table while rows are selected: how many, and what can be done with them. */
export function SelectionBar({ rows }: { readonly rows: KeyRows }) {
  const { platform } = useFacts()
  const { ids } = useTableState((state) => state.selection)
  const { index, shown } = rows
  const selected = [...ids].filter((id) => index.byId.has(id))
  if (selected.length === 0) return null
  const shownSelected = shown.filter(({ id }) => ids.has(id)).map(({ id }) => id)
  const hidden = selected.length - shownSelected.length
  const isFiltered = shown.length < index.entries.length
  return (
    <div
      role="region"
      aria-label="Selection"
      data-zone
      className="flex min-h-11 flex-none flex-wrap items-center gap-x-3 gap-y-1 border-t border-line bg-accent-soft px-4 py-1.5"
    >
      <p role="status" className="tabular mr-auto">
        <span className="font-semi">
          {numberWords(selected.length)} of {numberWords(index.entries.length)}
        </span>
        <span className="text-muted">
          {isFiltered ? ' — filtered' : ''}
          {hidden > 0 && `, ${numberWords(hidden)} not shown here`}
        </span>
      </p>
      <Button
        icon={Copy}
        className="h-7"
        hint={hintOf('copy-labels', platform)}
        blockedBy={
          selected.length > mostLabels
            ? `At most ${numberWords(mostLabels)} can be copied at once`
            : undefined
        }
        onClick={() => void copyLabels([...new Set([...shownSelected, ...selected])], index)}
      >
        Copy names and prefixes
      </Button>
      <ExportButton
        count={selected.length}
        idsOf={() => [...new Set([...shownSelected, ...selected])]}
        isSmall
      />
      <Button look="quiet" icon={X} className="h-7" hint="Esc" onClick={() => table.select(noSelection)}>
        Clear
      </Button>
    </div>
  )
}
