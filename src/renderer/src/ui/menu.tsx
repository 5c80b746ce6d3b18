import type { LucideIcon } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Kbd } from './kbd.tsx'
import { placeBeside } from './place-beside.ts'

/** A line of a menu. */
export type MenuItem =
  | {
      readonly kind: 'action'
      readonly label: string
      readonly icon?: LucideIcon
      readonly hint?: string
      readonly isDanger?: boolean
      readonly onChoose: () => void
    }
  | { readonly kind: 'divider' }

interface MenuProps {
  readonly label: string
  /** The button that opened it; gets the focus back. */
  readonly anchor: HTMLElement
  readonly items: readonly MenuItem[]
  readonly onClose: () => void
  /** Facts above the items; not a choice. */
  readonly header?: ReactNode
}

/**
 * A menu on the platform's own popover, above everything. Open while it is rendered; a press elsewhere closes it.
 * Arrows, Home, End and letters move; Enter and Space choose; Esc and Tab close.
 */
export function Menu({ label, anchor, items, onClose, header }: MenuProps) {
  const box = useRef<HTMLDivElement>(null)
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    element.showPopover()
    const { left, top } = placeBeside(anchor.getBoundingClientRect(), element.getBoundingClientRect(), {
      width: window.innerWidth,
      height: window.innerHeight
    })
    element.style.left = `${left}px`
    element.style.top = `${top}px`
    element.querySelector<HTMLElement>('[role=menuitem]')?.focus()

    const leave = (): void => close.current()
    // Focusing a half-hidden row scrolls it into view, which is told only after the menu has opened beside it.
    const { top: openedAt } = anchor.getBoundingClientRect()
    const onScroll = (): void => {
      if (Math.abs(anchor.getBoundingClientRect().top - openedAt) > 2) leave()
    }
    // Not the popover's own `auto`: that closes on the release of the very right click that opened it.
    const onPointerDown = (event: PointerEvent): void => {
      const target = event.target instanceof Node ? event.target : null
      if (!element.contains(target) && !anchor.contains(target)) leave()
    }
    document.addEventListener('pointerdown', onPointerDown)
    document.addEventListener('scroll', onScroll, true)
    window.addEventListener('resize', leave)
    window.addEventListener('blur', leave)
    return () => {
      document.removeEventListener('pointerdown', onPointerDown)
      document.removeEventListener('scroll', onScroll, true)
      window.removeEventListener('resize', leave)
      window.removeEventListener('blur', leave)
    }
  }, [anchor])

  const dismiss = (): void => {
    anchor.focus()
    onClose()
  }

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const entries = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')]
    const at = entries.findIndex((entry) => entry === document.activeElement)
    const next = nextEntry(event.key, at, entries)
    if (next === undefined && event.key !== 'Escape' && event.key !== 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    if (next === undefined) dismiss()
    else entries[next]?.focus()
  }

  return (
    <div
      ref={box}
      popover="manual"
      onKeyDown={onKeyDown}
      className="fixed inset-auto m-0 w-max max-w-[300px] min-w-[200px] animate-appear rounded-xl border border-line-strong bg-surface p-1 text-text shadow-float"
    >
      {header}
      <div role="menu" aria-label={label}>
        {items.map((item, index) =>
          item.kind === 'divider' ? (
            <div key={index} role="separator" className="mx-2 my-1 border-t border-line" />
          ) : (
            <button
              key={index}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => {
                dismiss()
                item.onChoose()
              }}
              // The pointer and the arrows move the same thing: there is one marked line, never two.
              onPointerMove={(event) => event.currentTarget.focus({ preventScroll: true })}
              className={classNames(
                'flex h-8 w-full items-center gap-2.5 rounded-md px-2.5 text-left font-medium whitespace-nowrap focus:bg-hover focus-visible:outline-offset-[-2px]',
                item.isDanger === true && 'text-danger focus:bg-danger-soft'
              )}
            >
              {item.icon && <item.icon aria-hidden className="size-[15px] flex-none" />}
              <span className="flex-1">{item.label}</span>
              {item.hint !== undefined && (
                <span className="ml-4 text-faint">
                  <Kbd>{item.hint}</Kbd>
                </span>
              )}
            </button>
          )
        )}
      </div>
    </div>
  )
}

function nextEntry(key: string, at: number, entries: readonly HTMLElement[]): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % entries.length
    case 'ArrowUp':
      return (at <= 0 ? entries.length : at) - 1
    case 'Home':
      return 0
    case 'End':
      return entries.length - 1
    default: {
      if (key.length !== 1 || key === ' ') return undefined
      const starts = (entry: HTMLElement): boolean =>
        entry.textContent.toLowerCase().startsWith(key.toLowerCase())
      const later = entries.findIndex((entry, index) => index > at && starts(entry))
      const found = later === -1 ? entries.findIndex(starts) : later
      return found === -1 ? undefined : found
    }
  }
}
