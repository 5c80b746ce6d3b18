import type { KeyboardEvent } from 'react'

/**
 * For a choice in a form: Enter presses the form's submit button, as it does on the platform's own radio buttons and
 * checkboxes. A button would choose instead, and sign-in would need one more Tab than it looks.
 */
export function submitOnEnter(event: KeyboardEvent<HTMLButtonElement>): void {
  if (event.key !== 'Enter') return
  event.preventDefault()
  if (event.repeat) return
  pressSubmitButton(event.currentTarget.form)
}

/** For a form with fields of several lines: Ctrl+Enter (Cmd+Enter) presses its submit button from anywhere in it. */
export function submitOnModifiedEnter(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return
  event.preventDefault()
  if (!event.repeat) pressSubmitButton(event.currentTarget)
}

// The button itself is pressed, so that one that is blocked stays blocked.
function pressSubmitButton(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLButtonElement>('button[type=submit]')?.click()
}
