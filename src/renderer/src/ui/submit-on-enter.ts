import type { KeyboardEvent } from 'react'

/**
 * For a choice in a form: Enter presses the form's submit button, as it does on the platform's own radio buttons and
 * checkboxes. A button would choose instead, and sign-in would need one more Tab than it looks.
 */
export function submitOnEnter(event: KeyboardEvent<HTMLButtonElement>): void {
  if (event.key !== 'Enter') return
  event.preventDefault()
  if (event.repeat) return
  // The button itself is pressed, so that one that is blocked stays blocked.
  event.currentTarget.form?.querySelector<HTMLButtonElement>('button[type=submit]')?.click()
}
