import { Copy, NotebookPen, ShieldX } from 'lucide-react'
import { useCallback, useMemo, useState, type KeyboardEvent, type MouseEvent } from 'react'
import type { ApiKey } from '../../../shared/api-key.ts'
import type { KeyRecord } from '../../../shared/key-record.ts'
import { shownName } from '../../../shared/shown-name.ts'
import { keyTableId } from '../app/focus-places.ts'
import { useFacts } from '../app/facts.tsx'
import { useHygiaraNow } from '../app/hygiara-now.ts'
import { shortcutWords } from '../app/shortcuts.ts'
import { showToast } from '../app/toasts.ts'
import { view } from '../app/view.ts'
import { bridge } from '../bridge.ts'
import { Menu } from '../ui/menu.tsx'
import { VirtualGrid } from '../ui/virtual-grid.tsx'
import { nameInText } from '../words/names.ts'
import { keyColumns } from './key-columns.tsx'
import type { NotesById } from './search.ts'
import { tableTemplate } from './table-template.ts'

interface KeyTableProps {
  readonly keys: readonly ApiKey[]
  readonly notesById: NotesById
  readonly recordsById: ReadonlyMap<string, KeyRecord>
  readonly newKeyId: string | null
  /** The row to bring into view and focus. */
  readonly rowToFocus: { readonly id: string } | null
}

const idOf = (key: ApiKey): string => key.id

/** The keys as a table. */
export function KeyTable({ keys, notesById, recordsById, newKeyId, rowToFocus }: KeyTableProps) {
  const now = useHygiaraNow()
  const { platform } = useFacts()
  const [menu, setMenu] = useState<{ readonly key: ApiKey; readonly anchor: HTMLElement } | null>(null)

  const openMenu = useCallback(
    (key: ApiKey, anchor: HTMLElement) =>
      setMenu((open) => (open?.key.id === key.id ? null : { key, anchor })),
    []
  )
  const openId = menu?.key.id ?? null
  const columns = useMemo(
    () => keyColumns({ now, notesById, recordsById, newKeyId, openId, openMenu }),
    [now, notesById, recordsById, newKeyId, openId, openMenu]
  )

  const onRowKeyDown = useCallback(
    (key: ApiKey, event: KeyboardEvent<HTMLElement>): void => {
      const modifier = platform === 'mac' ? event.metaKey : event.ctrlKey
      if (modifier && event.key.toLowerCase() === 'c') {
        // Text that was selected on purpose is what is meant.
        if (document.getSelection()?.isCollapsed === false) return
        event.preventDefault()
        void copyLabel(key)
      } else if (!modifier && (event.key === 'Delete' || event.key === 'Backspace')) {
        event.preventDefault()
        view.openRevoke(key)
      } else if (!modifier && !event.altKey && event.key.toLowerCase() === 'n') {
        event.preventDefault()
        view.openNotes(key)
      } else if (event.key === 'Enter' && event.target === event.currentTarget) {
        event.preventDefault()
        openMenuOfRow(key, event.currentTarget, openMenu)
      }
    },
    [platform, openMenu]
  )
  const onRowMenu = useCallback(
    (key: ApiKey, event: MouseEvent<HTMLElement>): void => {
      event.preventDefault()
      openMenuOfRow(key, event.currentTarget, openMenu)
    },
    [openMenu]
  )

  return (
    <>
      <VirtualGrid
        id={keyTableId}
        label="API keys"
        rows={keys}
        rowId={idOf}
        columns={columns}
        template={tableTemplate}
        markedId={newKeyId}
        onRowKeyDown={onRowKeyDown}
        rowToFocus={rowToFocus}
        onRowMenu={onRowMenu}
      />
      {menu && (
        <Menu
          label={shownName(menu.key.name)}
          anchor={menu.anchor}
          onClose={() => setMenu(null)}
          items={[
            {
              kind: 'action',
              label: 'Copy name and prefix',
              icon: Copy,
              hint: shortcutWords('C', platform),
              onChoose: () => void copyLabel(menu.key)
            },
            {
              kind: 'action',
              label: 'Notes…',
              icon: NotebookPen,
              hint: 'N',
              onChoose: () => view.openNotes(menu.key)
            },
            { kind: 'divider' },
            {
              kind: 'action',
              label: 'Revoke…',
              icon: ShieldX,
              hint: platform === 'mac' ? '⌫' : 'Del',
              isDanger: true,
              onChoose: () => view.openRevoke(menu.key)
            }
          ]}
        />
      )}
    </>
  )
}

function openMenuOfRow(
  key: ApiKey,
  row: HTMLElement,
  open: (key: ApiKey, anchor: HTMLElement) => void
): void {
  const anchor = row.querySelector<HTMLElement>('[aria-haspopup=menu]')
  if (anchor) open(key, anchor)
}

async function copyLabel(key: ApiKey): Promise<void> {
  const answer = await bridge['api-keys:copyLabel']({ id: key.id })
  showToast(
    answer.ok
      ? {
          id: 'label',
          tone: 'done',
          text: `Copied the name and prefix of ${nameInText(key.name)}.`,
          isSticky: false
        }
      : {
          id: 'label',
          tone: 'problem',
          text: `The clipboard didn't take the name of ${nameInText(key.name)}.`,
          isSticky: false
        }
  )
}
