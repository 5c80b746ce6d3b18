import { X } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react'
import { IconButton } from './icon-button.tsx'

/** Finds the sheet around an element. */
export const sideSheetSelector = '[data-side-sheet]'

interface SideSheetProps {
  /** What the sheet is, for those who do not see it: `Notes of ci-reviews`. */
  readonly label: string
  readonly title: ReactNode
  /** The title, which can take the focus. */
  readonly headingRef?: RefObject<HTMLHeadingElement | null>
  /** A line below the title. */
  readonly subtitle: ReactNode
  /** Esc and the cross mean this. */
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A sheet at the right edge of the screen it is in, or over all of it where there is no room beside it. Not modal: the table beside it keeps working. */
export function SideSheet({ label, title, headingRef, subtitle, onClose, children }: SideSheetProps) {
  const ownHeading = useRef<HTMLHeadingElement>(null)
  const heading = headingRef ?? ownHeading
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })

  // A field inside may take it from there.
  useLayoutEffect(() => heading.current?.focus({ preventScroll: true }), [heading])

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      // A menu, a dialog or a search has already taken it.
      if (event.key !== 'Escape' || event.defaultPrevented) return
      event.preventDefault()
      close.current()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])

  return (
    <section
      data-side-sheet
      data-zone
      aria-label={label}
      className="absolute inset-0 z-[5] flex animate-appear flex-col overflow-y-auto bg-surface narrow:left-auto narrow:w-[376px] narrow:border-l narrow:border-line narrow:shadow-sheet"
    >
      <header className="flex flex-none items-start gap-2 pt-3.5 pr-3 pb-3 pl-5">
        <div className="min-w-0 flex-1">
          <h2 ref={heading} tabIndex={-1} className="truncate text-lg font-bold tracking-[-0.012em]">
            {title}
          </h2>
          <p className="mono truncate text-muted">{subtitle}</p>
        </div>
        <IconButton icon={X} label="Close" onClick={onClose} />
      </header>
      {children}
    </section>
  )
}
