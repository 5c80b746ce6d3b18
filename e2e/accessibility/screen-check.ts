import type { Locator } from '@playwright/test'
import type { KeysApp } from '../fixtures/keys-app.ts'
import { expect, test } from '../fixtures/test.ts'
import { appearances, faultsOf, setAppearance } from './inspect.ts'

/** The sizes at which every screen is looked at. */
export const zooms = [1, 2]

/** Looks at the screen as it is now, once `waitFor` is there. */
export type CheckScreen = (what: string, waitFor: Locator) => Promise<void>

/**
 * Has axe look at the screens of this app in light, in dark and in forced colours, from now on at this size: what is
 * open would close if it changed in between.
 */
export async function screenCheckOf(app: KeysApp, zoom: number): Promise<CheckScreen> {
  const { electron, page } = app
  await setZoom(app, zoom)
  return (what, waitFor) =>
    test.step(what, async () => {
      for (const appearance of appearances) {
        await setAppearance(electron, page, appearance)
        await expect(waitFor, `${what}, ${appearance}`).toBeVisible()
        expect(await faultsOf(page, appearance), `${what}, ${appearance}`).toEqual([])
        expect(await cutOffIn(app), `${what}, ${appearance}: goes beyond the window`).toEqual([])
      }
    })
}

async function setZoom({ electron, page }: KeysApp, zoom: number): Promise<void> {
  const width = await page.evaluate(() => innerWidth)
  const was = await electron.evaluate(({ BrowserWindow }, factor) => {
    const page = BrowserWindow.getAllWindows()[0]?.webContents
    const before = page?.getZoomFactor() ?? 1
    page?.setZoomFactor(factor)
    return before
  }, zoom)
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(Math.round((width * was) / zoom))
}

/** What one would have to scroll the window sideways for: the outermost first. */
async function cutOffIn({ page }: KeysApp): Promise<string[]> {
  return page.evaluate(() => {
    if (document.documentElement.scrollWidth <= innerWidth) return []
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .map((element) => `${element.tagName.toLowerCase()} ${element.textContent}`.slice(0, 60))
      .slice(0, 5)
  })
}
