import type { ExportFormat } from '../../../shared/exporting.ts'
import { showToast } from '../app/toasts.ts'
import { bridge } from '../bridge.ts'
import { keysWords } from '../words/counts.ts'
import { errorTextOf, type WordsContext } from '../words/errors.ts'

/** Writes keys to a file that the person chooses, and says so. */
export async function exportKeys(
  format: ExportFormat,
  ids: readonly string[],
  context: WordsContext
): Promise<void> {
  const answer = await bridge['inventory:export']({ format, ids: [...ids] })
  if (answer.ok && answer.value === null) return
  const text = answer.ok
    ? `${keysWords(answer.value?.count ?? 0)} exported to ${answer.value?.fileName ?? ''}.`
    : errorTextOf(answer.error, context)
  showToast({ id: 'export', tone: answer.ok ? 'done' : 'problem', text, isSticky: !answer.ok })
}
