import type { KeyIndex } from '../../../shared/key-entry.ts'
import { showToast } from '../app/toasts.ts'
import { bridge } from '../bridge.ts'
import { keysWords } from '../words/counts.ts'
import { nameInText } from '../words/names.ts'

/** Copies name and prefix of keys, a line each, and says so. */
export async function copyLabels(ids: readonly string[], index: KeyIndex): Promise<void> {
  const answer = await bridge['api-keys:copyLabels']({ ids: [...ids] })
  const [first] = ids
  const name = first === undefined ? undefined : index.byId.get(first)?.key.name
  const whose = ids.length === 1 && name !== undefined ? nameInText(name) : keysWords(ids.length)
  const what = ids.length === 1 ? 'the name and prefix' : 'the names and prefixes'
  showToast(
    answer.ok
      ? { id: 'label', tone: 'done', text: `Copied ${what} of ${whose}.`, isSticky: false }
      : { id: 'label', tone: 'problem', text: "The clipboard didn't take the text.", isSticky: false }
  )
}
