import AxeBuilder from '@axe-core/playwright'
import type { ElectronApplication, Page } from '@playwright/test'

/** How the window can be drawn. */
export const appearances = ['light', 'dark', 'forced colours'] as const
export type Appearance = (typeof appearances)[number]

/** Draws the window in this way. */
export async function setAppearance(
  electron: ElectronApplication,
  page: Page,
  appearance: Appearance
): Promise<void> {
  const theme: 'light' | 'dark' = appearance === 'dark' ? 'dark' : 'light'
  await electron.evaluate(({ nativeTheme }, source) => {
    nativeTheme.themeSource = source
  }, theme)
  await page.emulateMedia({
    forcedColors: appearance === 'forced colours' ? 'active' : 'none',
    colorScheme: null
  })
  // Colours fade into each other: what is looked at is where they end.
  await page.evaluate(
    (wanted) =>
      new Promise<void>((resolve) => {
        const check = (): void => {
          const isThere = matchMedia(`(prefers-color-scheme: ${wanted})`).matches
          if (isThere && document.getAnimations().every(({ playState }) => playState !== 'running')) resolve()
          else requestAnimationFrame(check)
        }
        check()
      }),
    theme
  )
}

/** The rules whose outcome depends on how the page is drawn. */
const colourRules = ['color-contrast', 'link-in-text-block']

/**
 * What axe has to say against the page as it is now: rule and place. Where only the colours are other than in light,
 * only they are looked at.
 */
export async function faultsOf(page: Page, appearance: Appearance = 'light'): Promise<string[]> {
  // Without legacy mode axe opens a page of its own, which Electron does not allow.
  const axe = new AxeBuilder({ page }).setLegacyMode(true)
  const { violations } = await (appearance === 'light' ? axe : axe.withRules(colourRules)).analyze()
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} (${String(impact)}): ${target.join(' ')} ${failureSummary ?? ''}`
    )
  )
}

/** The element with the focus, and whether one can see that it has it. */
export interface Focus {
  readonly name: string
  readonly isVisible: boolean
}

/** Where the focus is: what it is called, and whether it or the card around it has an outline of at least 2 px. */
export async function focusOf(page: Page): Promise<Focus> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (!element || element === document.body) return { name: 'nothing', isVisible: false }
    const label =
      element.getAttribute('aria-label') ?? element.closest('label')?.textContent ?? element.textContent
    const ringed = [element, element.closest('.focus-ring'), element.closest('label')]
    const isVisible = ringed.some((each) => {
      if (!each) return false
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(each)
      return outlineStyle === 'solid' && parseFloat(outlineWidth) >= 2 && !outlineColor.endsWith(', 0)')
    })
    return { name: `${element.tagName.toLowerCase()} ${label}`.trim().slice(0, 60), isVisible }
  })
}

/** Presses Tab until the focus is back where it was first; every place it stopped at, in order. */
export async function tabThrough(page: Page): Promise<Focus[]> {
  const stops: Focus[] = []
  const most = 60
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press('Tab')
    const isNew = await page.evaluate(() => {
      const seen = (Reflect.get(window, 'seenStops') as Set<Element> | undefined) ?? new Set<Element>()
      Reflect.set(window, 'seenStops', seen)
      const element = document.activeElement
      // After the last one the focus leaves the page for a moment.
      if (!element || element === document.body) return null
      const added = !seen.has(element)
      seen.add(element)
      return added
    })
    if (isNew === false) break
    if (isNew) stops.push(await focusOf(page))
  }
  await page.evaluate(() => Reflect.deleteProperty(window, 'seenStops'))
  return stops
}
