import { dialog, type BrowserWindow, type MessageBoxOptions } from 'electron'
import { shownName } from '../../shared/shown-name.ts'
import { leaveChoices, leaveTitleOf } from '../../shared/leaving.ts'
import type { LeaveDialog, LeaveDialogQuestion } from '../ports.ts'

/**
 * Asks in a dialog of the system, for a page that does not answer. Whoever keeps the key open then gets a page that
 * works: `restartPage` begins it anew, and main still holds everything that was in it.
 */
export function createLeaveDialog(
  windowOf: () => BrowserWindow | null,
  restartPage: () => void
): LeaveDialog {
  return {
    async ask(question, signal) {
      const options = { ...messageOf(question), signal }
      const window = windowOf()
      const { response } = await (window && !window.isDestroyed()
        ? dialog.showMessageBox(window, options)
        : dialog.showMessageBox(options))
      if (signal.aborted) return null
      const choice = leaveChoices[response] ?? null
      if (choice === 'keep-open') restartPage()
      return choice
    }
  }
}

/** The same words as in the page's own question, and why it is asked here. Only the key's name is in it. */
export function messageOf({
  keyName,
  reason,
  hasFailed,
  isOverwritten
}: LeaveDialogQuestion): MessageBoxOptions {
  const name = shownName(keyName)
  const because = hasFailed
    ? `Revoking ${name} didn’t work. It is still active.`
    : 'The window isn’t answering, so this is asked here.'
  const what = isOverwritten
    ? `${name} is no longer on the clipboard: what was copied since has replaced it. Leave only if you have pasted it.`
    : `You haven’t copied, saved or sent ${name}.`
  return {
    type: 'warning',
    message: leaveTitleOf({ reason, isOverwritten }),
    detail: `${what} It can’t be shown again, and it will stay active.\n\n${because}`,
    // In the order of the choices.
    buttons: ['Keep Open', 'Revoke This Key', 'Close Anyway'],
    defaultId: 0,
    cancelId: 0,
    noLink: true
  }
}
