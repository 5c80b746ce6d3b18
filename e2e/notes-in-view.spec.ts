import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/test.ts'

/** The controls of the notes on which a press would land elsewhere. */
async function coveredControls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const sheet = document.querySelector('[data-side-sheet]')
    const controls = [...(sheet?.querySelectorAll('header button, footer button') ?? [])]
    if (controls.length < 3) throw new Error('the sheet has too few buttons to say something')
    return controls
      .filter((control) => {
        const { left, top, width, height } = control.getBoundingClientRect()
        return [0.02, 0.5, 0.98].some(
          (part) => !control.contains(document.elementFromPoint(left + width * part, top + height / 2))
        )
      })
      .map((control) => control.textContent)
  })
}

test('a toast lies over no button of the notes, beside the list or over it', async ({ app, hygiara }) => {
  const { page, screens } = app
  await screens.connect(hygiara)
  await screens.inventory.find('jira-sync')
  await screens.inventory.copyLabel('jira-sync')
  await screens.inventory.openNotes('jira-sync')
  await screens.notes.owner.fill('Support')
  // While it is read it does not go away.
  await screens.shell.notifications.getByText(/^Copied/).hover()
  for (const [width, height] of [
    [1280, 800],
    [960, 600],
    [640, 500]
  ] as const) {
    await page.setViewportSize({ width, height })
    await expect(screens.shell.notifications.getByText(/^Copied/)).toBeVisible()
    expect(await coveredControls(page), `${width} × ${height}`).toEqual([])
  }
  await test.step('the look sees a toast that does', async () => {
    await page.evaluate(() => {
      const toasts = document.querySelector('[aria-label=Notifications]')
      if (toasts instanceof HTMLElement) Object.assign(toasts.style, { right: '8px', bottom: '36px' })
    })
    expect(await coveredControls(page)).not.toEqual([])
  })
})

test('in a low window the notes begin with the facts', async ({ app, hygiara }) => {
  const { page, screens } = app
  await screens.connect(hygiara)
  await screens.createUntilSecretStep('ci-many-facts')
  await screens.secret.copy()
  await screens.secret.save()
  await screens.secret.close()
  await page.setViewportSize({ width: 960, height: 600 })
  await screens.inventory.openNotes('ci-many-facts')
  await expect(screens.notes.sheet.getByRole('heading', { level: 2 })).toBeFocused()
  await expect(screens.notes.fact('Created')).toBeInViewport()
  await page.keyboard.press('Escape')
  await expect(screens.notes.sheet).toBeHidden()

  await page.setViewportSize({ width: 1280, height: 900 })
  await screens.inventory.openNotes('ci-many-facts')
  await expect(screens.notes.owner).toBeFocused()
  await expect(screens.notes.fact('Created')).toBeInViewport()
})
