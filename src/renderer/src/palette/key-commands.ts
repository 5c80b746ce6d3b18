import { Copy, NotebookPen, PanelRight, ShieldX } from 'lucide-react'
import type { AppFacts } from '../../../shared/app-facts.ts'
import type { KeyEntry, KeyIndex } from '../../../shared/key-entry.ts'
import { showDetails, showNotes } from '../app/actions.ts'
import { hintOf } from '../app/shortcuts.ts'
import { hasSingleKeysNow } from '../app/single-keys.tsx'
import { view } from '../app/view.ts'
import { copyLabels } from '../inventory/copy-labels.ts'
import type { Command } from './command.ts'

/** What can be done with one key. Nothing here changes anything: revoking opens its dialog. */
export function keyCommands(
  { id, key }: KeyEntry,
  index: KeyIndex,
  platform: AppFacts['platform'],
  blockedBy: string | undefined
): readonly Command[] {
  return [
    {
      id: 'details',
      label: 'Open the details',
      icon: PanelRight,
      hint: hintOf('open-details', platform),
      run: () => showDetails(id)
    },
    {
      id: 'notes',
      label: 'Notes…',
      words: 'owner purpose ticket',
      icon: NotebookPen,
      hint: hintOf('open-notes', platform, hasSingleKeysNow()),
      run: () => showNotes(key)
    },
    {
      id: 'copy',
      label: 'Copy name and prefix',
      icon: Copy,
      hint: hintOf('copy-labels', platform),
      run: () => void copyLabels([id], index)
    },
    {
      id: 'revoke',
      label: 'Revoke…',
      words: 'delete remove',
      icon: ShieldX,
      isDanger: true,
      hint: hintOf('open-revoke', platform),
      blockedBy,
      run: () => view.openRevoke(key)
    }
  ]
}
