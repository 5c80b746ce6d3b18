import { BookmarkPlus, Check, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { shownName } from '../../../shared/shown-name.ts'
import { builtInViews, mostViews, type SavedView } from '../../../shared/inventory-view.ts'
import { parseKeyQuery } from '../../../shared/key-query.ts'
import { queryText } from '../../../shared/key-filters.ts'
import { showToast } from '../app/toasts.ts'
import { useWordsContext } from '../app/facts.tsx'
import { bridge } from '../bridge.ts'
import { Button } from '../ui/button.tsx'
import { Chip } from '../ui/chip.tsx'
import { Menu } from '../ui/menu.tsx'
import { numberWords } from '../words/counts.ts'
import { errorTextOf } from '../words/errors.ts'
import { ViewDialog } from './view-dialog.tsx'
import { table, useTableState } from './table-state.ts'
import { allViews, useViews, type KeyRows } from './use-key-rows.ts'

type Open =
  | { readonly kind: 'menu'; readonly view: SavedView; readonly anchor: HTMLElement }
  | { readonly kind: 'dialog'; readonly view: SavedView | null }

/** The views as buttons, and what can be done about them. */
export function ViewBar({ rows }: { readonly rows: KeyRows }) {
  const views = useViews()
  const text = useTableState((state) => state.text)
  const context = useWordsContext()
  const [open, setOpen] = useState<Open | null>(null)
  const all = allViews(views)
  const plainText = queryText(parseKeyQuery(text))
  const isShown = (view: SavedView): boolean =>
    view.id === rows.view.id && queryText(parseKeyQuery(view.query)) === plainText
  const isSaved = all.some((view) => queryText(parseKeyQuery(view.query)) === plainText)
  const canSave = !isSaved && rows.query.terms.length > 0

  const update = async (view: SavedView): Promise<void> => {
    const { sort } = rows.view
    const answer = await bridge['views:save']({ ...view, query: plainText, sort })
    if (answer.ok) table.showView({ ...view, query: plainText })
    else
      showToast({
        id: 'view',
        tone: 'problem',
        text: errorTextOf(answer.error, context),
        isSticky: false
      })
  }
  const remove = (view: SavedView): void => {
    void bridge['views:remove']({ id: view.id })
    const first = all[0]
    if (rows.view.id === view.id && first) table.showView(first)
  }

  return (
    <div
      role="group"
      aria-label="Views"
      className="-m-1 flex min-w-0 flex-1 items-center gap-1.5 overflow-x-auto p-1 [scrollbar-width:none] @min-[640px]:flex-wrap @min-[640px]:overflow-visible"
    >
      {all.map((view) => (
        <Chip
          key={view.id}
          isOn={isShown(view)}
          count={countOf(view, rows)}
          onPress={() => table.showView(view)}
          {...(isOwn(view) && view.id === rows.view.id
            ? {
                more: {
                  label: `Change ${shownName(view.name)}`,
                  isOpen: open?.kind === 'menu',
                  onPress: (anchor) => setOpen({ kind: 'menu', view, anchor })
                }
              }
            : {})}
        >
          <span className="max-w-[180px] truncate">
            <bdi>{shownName(view.name)}</bdi>
          </span>
        </Chip>
      ))}
      {canSave && (
        <Button
          look="quiet"
          icon={BookmarkPlus}
          className="h-[26px] px-2 text-sm"
          blockedBy={
            views.saved.length >= mostViews
              ? `There are ${mostViews} views already. Remove one first.`
              : undefined
          }
          onClick={() => setOpen({ kind: 'dialog', view: null })}
        >
          Save view…
        </Button>
      )}
      {open?.kind === 'menu' && (
        <Menu
          label={shownName(open.view.name)}
          anchor={open.anchor}
          onClose={() => setOpen(null)}
          items={[
            ...(isSaved || rows.query.terms.length === 0
              ? []
              : [
                  {
                    kind: 'action',
                    label: 'Keep this search in it',
                    icon: Check,
                    onChoose: () => void update(open.view)
                  } as const
                ]),
            {
              kind: 'action',
              label: 'Rename…',
              icon: Pencil,
              onChoose: () => setOpen({ kind: 'dialog', view: open.view })
            },
            { kind: 'divider' },
            { kind: 'action', label: 'Remove view', icon: Trash2, onChoose: () => remove(open.view) }
          ]}
        />
      )}
      {open?.kind === 'dialog' && (
        <ViewDialog
          view={open.view ?? { id: null, name: '', query: plainText, sort: rows.view.sort }}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  )
}

const isOwn = ({ id }: SavedView): boolean => !builtInViews.some((each) => each === id)

function countOf({ id }: SavedView, { counts, index }: KeyRows): string | undefined {
  if (id === 'attention') return numberWords(counts.attention)
  if (id === 'mine') return numberWords(counts.mine)
  return id === 'all' ? numberWords(index.entries.length) : undefined
}
