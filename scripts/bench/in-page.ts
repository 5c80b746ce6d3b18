/** What runs in the app's page: each function is sent there alone, so it uses nothing of this file. */
import type { Bridge } from '../../src/shared/bridge.ts'

declare global {
  interface Window {
    /** Put there by the app's preload. */
    readonly hygiara: Bridge
  }
}

/** Types words letter by letter; before each letter the same keys are filtered as plainly as it can be done. */
export async function typeWords(): Promise<{ keystrokes: number[]; filters: number[] }> {
  type Key = { readonly name: string; readonly prefix?: string }
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  const painted = () =>
    new Promise<unknown>((resolve) =>
      requestAnimationFrame(() => {
        const afterFrame = new MessageChannel()
        afterFrame.port1.onmessage = resolve
        afterFrame.port2.postMessage(0)
      })
    )
  const field = document.querySelector<HTMLInputElement>('#inventory-search')
  // React hears of a value only when it was set as a browser sets it.
  const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')
  if (!field || !value) throw new Error('there is no search field')
  const type = (text: string): void => {
    value.set?.call(field, text)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
  const keys: Key[] = []
  for (let total = 1; keys.length < total;) {
    const chunk = await window.hygiara['inventory:readChunk']({ offset: keys.length })
    if (!chunk.ok) throw new Error('the keys could not be read')
    total = chunk.value.facts.total
    keys.push(...chunk.value.keys)
  }
  const keystrokes: number[] = []
  const filters: number[] = []
  for (const word of ['reporting-4', 'ci-git 77', 'zap', 'is:stale ci']) {
    for (let length = 0; length <= word.length; length += 1) {
      const text = word.slice(0, length)
      await wait(60)
      const before = performance.now()
      const found = keys.filter(
        ({ name, prefix }) => name.toLowerCase().includes(text) || prefix?.toLowerCase().includes(text)
      )
      filters.push(performance.now() - before)
      if (found.length > keys.length) throw new Error('a filter cannot find more than there is')
      await wait(60)
      const pressed = performance.now()
      type(text)
      await painted()
      keystrokes.push(performance.now() - pressed)
    }
  }
  type('')
  await wait(200)
  return { keystrokes, filters }
}

/**
 * Makes of a bare page the least that a table of so many rows can be: plain elements in the place of those in view,
 * whose words are set while it scrolls. No library, no columns that fit, nothing to press.
 */
export function showPlainRows(count: number): void {
  const height = 46
  const grid = document.createElement('div')
  grid.id = 'key-table'
  grid.style.cssText = 'position: fixed; inset: 150px 0 30px 60px; overflow: auto; font: 13px/20px sans-serif'
  const all = document.createElement('div')
  all.style.cssText = `position: relative; height: ${String(count * height)}px`
  grid.append(all)
  document.body.append(grid)
  const rows = Array.from({ length: Math.ceil(grid.clientHeight / height) + 1 }, () => {
    const row = document.createElement('div')
    row.style.cssText = 'position: absolute; inset: 0 0 auto'
    const cells = Array.from({ length: 6 }, () => document.createElement('span'))
    for (const cell of cells) cell.style.cssText = 'display: inline-block; width: 16%'
    row.append(...cells)
    all.append(row)
    return { row, cells }
  })
  const show = (): void => {
    const first = Math.floor(grid.scrollTop / height)
    for (const [place, { row, cells }] of rows.entries()) {
      const number = String(first + place)
      const day = String(((first + place) % 28) + 1)
      const words = ['Active', `${day} days ago`, `${day} Jun 2027`, `Created ${day} Oct 2026`]
      row.style.transform = `translateY(${String((first + place) * height)}px)`
      for (const [at, text] of [`reporting-berlin-${number}`, `hrdly_${number}…`, ...words].entries()) {
        const cell = cells[at]
        if (cell) cell.textContent = text
      }
    }
  }
  grid.addEventListener('scroll', show)
  show()
}

/** Scrolls from the first row to the last in so many frames. Answers the percentage of frames over 33 ms. */
export async function scrollThrough(frames: number): Promise<number> {
  const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
  const grid = document.querySelector<HTMLElement>('#key-table')
  if (!grid) throw new Error('there is no table')
  grid.scrollTop = 0
  for (let each = 0; each < 10; each += 1) await frame()
  const step = (grid.scrollHeight - grid.clientHeight) / frames
  let late = 0
  let last = await frame()
  for (let each = 1; each <= frames; each += 1) {
    grid.scrollTop = each * step
    const now = await frame()
    if (now - last > 33) late += 1
    last = now
  }
  grid.scrollTop = 0
  return (late / frames) * 100
}

/** Whether the list that is shown has come from the server, and none is on its way. */
export async function isFromServer(): Promise<boolean> {
  const chunk = await window.hygiara['inventory:readChunk']({ offset: 0 })
  return chunk.ok && chunk.value.facts.source === 'server' && chunk.value.facts.status === 'ready'
}

/**
 * Asks for the list anew. Answers the milliseconds until the page shows so many keys, which it must not do yet.
 * @throws when it does not within a minute
 */
export async function refreshUntilShown(total: number): Promise<number> {
  const words = total.toLocaleString('en')
  const title = document.querySelector('#inventory-title')
  if (!title) throw new Error('there is no inventory')
  const began = performance.now()
  const shown = new Promise<void>((resolve, reject) => {
    setTimeout(() => reject(new Error(`the page does not show ${words} keys`)), 60_000)
    const observer = new MutationObserver(() => {
      if (!title.textContent.includes(words)) return
      observer.disconnect()
      resolve()
    })
    observer.observe(title, { childList: true, subtree: true, characterData: true })
  })
  const refreshed = await window.hygiara['inventory:refresh']()
  if (!refreshed.ok) throw new Error('the list could not be read')
  await shown
  await new Promise(requestAnimationFrame)
  return performance.now() - began
}
