/** Where shortcuts send the focus: marked in the markup, so that no screen needs to hand a ref across the window. */
export const searchFieldId = 'inventory-search'

/** Puts the cursor into the search field and selects what is in it; waits for the screen when it is just opening. */
export function focusSearch(): void {
  requestAnimationFrame(() => {
    const field = document.getElementById(searchFieldId)
    if (!(field instanceof HTMLInputElement)) return
    field.focus()
    field.select()
  })
}

/** Marks the details beside the table. */
export const keyPanelId = 'key-panel'

/** The heading of the details, as soon as they are there. */
export function focusKeyPanel(): void {
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>(`#${keyPanelId} [data-zone-start]`)?.focus()
  })
}

/** Marks the button that exports the view. */
export const exportButtonId = 'export-view'

/** Presses it, as soon as it is there. */
export function pressExport(): void {
  requestAnimationFrame(() => {
    const button = document.getElementById(exportButtonId)
    button?.focus()
    button?.click()
  })
}

/** Marks the table of keys. */
export const keyTableId = 'key-table'

/** The row of the table that is reached with Tab: where the focus goes when the row it came from is gone. */
export function focusTable(): HTMLElement | null {
  return document.querySelector<HTMLElement>(`#${keyTableId} [role=row][tabindex="0"]`)
}

/** The heading of what is in front: where reading goes on when a control has taken itself away. */
export function focusHeading(): void {
  headingNow()?.focus({ preventScroll: true })
}

/** That heading; `null` while there is no screen. */
export function headingNow(): HTMLElement | null {
  // A sheet comes after the screen that it covers.
  return [...document.querySelectorAll<HTMLElement>('main h1[tabindex]')].at(-1) ?? null
}
