import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { dialogSelector } from './open-dialog.ts'
import { placeBeside } from './place-beside.ts'

interface Shown {
  readonly anchor: HTMLElement
  readonly text: string
}

const openAfterMs = 450
const closeAfterMs = 80

/**
 * The one tooltip of the window. Any element can have one: `data-tip` is its text. `data-tip-when="cut-off"` shows it
 * only while the element's own text does not fit, `data-tip-when="narrow"` only in a narrow window. It opens on hover and on keyboard focus, stays while the
 * pointer is on it, and Esc closes it. One layer for all, because a table has thousands of cells:
 * that is why it is not one Radix tooltip an element.
 */
export function TooltipLayer() {
  const [shown, setShown] = useState<Shown | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const id = useId()

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let pointedAt: HTMLElement | null = null
    const later = (ms: number, next: Shown | null): void => {
      clearTimeout(timer)
      timer = setTimeout(() => setShown(next), ms)
    }
    const onOver = (event: PointerEvent): void => {
      if (event.target instanceof Node && box.current?.contains(event.target)) {
        clearTimeout(timer)
        return
      }
      const next = tipOf(event.target)
      pointedAt = next?.anchor ?? null
      later(next ? openAfterMs : closeAfterMs, next)
    }
    const onFocus = (event: FocusEvent): void => {
      const next = tipOf(event.target)
      if (next?.anchor.matches(':focus-visible') === true) later(openAfterMs, next)
      else later(0, null)
    }
    const hide = (): void => {
      // Pressed, it has said what it had to: a scroll that follows, for what the press opened, does not bring it back.
      pointedAt = null
      later(0, null)
    }
    // What came to lie under the pointer may have been told of before the last of the scrolling.
    const onScroll = (): void => {
      setShown(null)
      later(openAfterMs, pointedAt?.isConnected === true ? tipOf(pointedAt) : null)
    }
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') hide()
    }
    document.addEventListener('pointerover', onOver)
    document.addEventListener('focusin', onFocus)
    document.addEventListener('pointerdown', hide)
    document.addEventListener('scroll', onScroll, true)
    document.addEventListener('keydown', onKey, true)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('pointerover', onOver)
      document.removeEventListener('focusin', onFocus)
      document.removeEventListener('pointerdown', hide)
      document.removeEventListener('scroll', onScroll, true)
      document.removeEventListener('keydown', onKey, true)
    }
  }, [])

  useLayoutEffect(() => {
    const element = box.current
    if (!shown || !element) return
    // In the top layer, or a dialog would cover the tips of its own buttons.
    element.showPopover()
    const { left, top } = placeBeside(shown.anchor.getBoundingClientRect(), element.getBoundingClientRect(), {
      width: window.innerWidth,
      height: window.innerHeight
    })
    element.style.left = `${left}px`
    element.style.top = `${top}px`
    // An icon's tooltip repeats its name: saying it twice helps nobody.
    if (shown.anchor.getAttribute('aria-label') === shown.text) return
    const { anchor } = shown
    anchor.setAttribute('aria-describedby', id)
    return () => anchor.removeAttribute('aria-describedby')
  }, [shown, id])

  if (!shown) return null
  // Beside its anchor in the page, so that it belongs to the same landmark and, in a dialog, is not inert.
  return createPortal(
    <div
      key={shown.text}
      ref={box}
      id={id}
      role="tooltip"
      popover="manual"
      className="tabular pointer-events-auto fixed inset-auto m-0 max-w-[420px] animate-appear rounded-md border border-line-strong bg-surface px-2.5 py-1 text-sm break-words whitespace-pre-line text-text shadow-float"
    >
      {shown.text}
    </div>,
    shown.anchor.closest(`${dialogSelector}, main, header, footer`) ?? document.body
  )
}

function tipOf(target: EventTarget | null): Shown | null {
  const anchor = target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null
  const text = anchor?.dataset['tip']
  if (!anchor || text === undefined || text === '') return null
  // What it opened says more.
  if (anchor.getAttribute('aria-expanded') === 'true') return null
  switch (anchor.dataset['tipWhen']) {
    case 'cut-off':
      return anchor.scrollWidth > anchor.clientWidth ? { anchor, text } : null
    case 'narrow':
      return window.matchMedia('(width < 1080px)').matches ? { anchor, text } : null
    case undefined:
    default:
      return { anchor, text }
  }
}
