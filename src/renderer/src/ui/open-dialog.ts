/** Finds the dialogs: there are none in the page but open ones. */
export const dialogSelector = '[role=dialog], [role=alertdialog]'

/** Whether a dialog asks something: its answer comes before anything else. */
export function isDialogOpen(): boolean {
  return document.querySelector(dialogSelector) !== null
}
