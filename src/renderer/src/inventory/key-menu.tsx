import { Copy, NotebookPen, PanelRight, ShieldX } from 'lucide-react'
import type { ApiKey } from '../../../shared/api-key.ts'
import type { KeyIndex } from '../../../shared/key-entry.ts'
import { shownName } from '../../../shared/shown-name.ts'
import { useFacts } from '../app/facts.tsx'
import { hintOf } from '../app/shortcuts.ts'
import { useSingleKeys } from '../app/single-keys.tsx'
import { view } from '../app/view.ts'
import { Menu } from '../ui/menu.tsx'
import { copyLabels } from './copy-labels.ts'
import { table } from './table-state.ts'

interface KeyMenuProps {
  readonly apiKey: ApiKey
  /** The button of the row. */
  readonly anchor: HTMLElement
  readonly index: KeyIndex
  readonly onClose: () => void
}

/** What can be done with one key. */
export function KeyMenu({ apiKey, anchor, index, onClose }: KeyMenuProps) {
  const { platform } = useFacts()
  const hasSingleKeys = useSingleKeys()
  return (
    <Menu
      label={shownName(apiKey.name)}
      anchor={anchor}
      onClose={onClose}
      items={[
        {
          kind: 'action',
          label: 'Details',
          icon: PanelRight,
          hint: hintOf('open-details', platform),
          onChoose: () => table.open(apiKey.id)
        },
        {
          kind: 'action',
          label: 'Copy name and prefix',
          icon: Copy,
          hint: hintOf('copy-labels', platform),
          onChoose: () => void copyLabels([apiKey.id], index)
        },
        {
          kind: 'action',
          label: 'Notes…',
          icon: NotebookPen,
          hint: hintOf('open-notes', platform, hasSingleKeys),
          onChoose: () => view.openNotes(apiKey)
        },
        { kind: 'divider' },
        {
          kind: 'action',
          label: 'Revoke…',
          icon: ShieldX,
          hint: hintOf('open-revoke', platform),
          isDanger: true,
          onChoose: () => view.openRevoke(apiKey)
        }
      ]}
    />
  )
}
