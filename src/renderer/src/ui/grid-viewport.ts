import { elementScroll, type Rect, type Virtualizer } from '@tanstack/react-virtual'

// What stands above and below the table of a window. Too little or too much only costs a second rendering.
const usualSurroundings = 250

/**
 * What the window leaves to a table, roughly: its rows are drawn before the page is laid out for the first time, and
 * not in a second rendering that has to wait for the size.
 */
export function guessedViewport(): Rect {
  return { width: window.innerWidth, height: Math.max(0, window.innerHeight - usualSurroundings) }
}

/**
 * Reports the size of a scrolling element whenever it changes, the first time with the first layout. The library's own
 * asks for it at once, and the browser would lay out the page for that alone.
 */
export function observeViewport<Scroller extends Element>(
  { scrollElement }: Virtualizer<Scroller, Element>,
  report: (viewport: Rect) => void
): (() => void) | undefined {
  if (!scrollElement) return undefined
  const observer = new ResizeObserver(([entry]) => {
    if (!entry) return
    const { width, height } = entry.contentRect
    report({ width: Math.round(width), height: Math.round(height) })
  })
  observer.observe(scrollElement)
  return () => observer.disconnect()
}

/** Scrolls, but not a new element to its beginning, where it is: that, too, would lay out the page. */
export function createScroll(): typeof elementScroll {
  let scrolled: unknown = null
  return (offset, options, instance) => {
    const isNew = scrolled !== instance.scrollElement
    scrolled = instance.scrollElement
    if (!isNew || offset + (options.adjustments ?? 0) > 0) elementScroll(offset, options, instance)
  }
}
