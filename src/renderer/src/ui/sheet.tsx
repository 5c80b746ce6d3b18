import { useEffect, useId, useRef, type ReactNode } from 'react'

interface SheetProps {
  readonly title: string
  readonly lead: ReactNode
  /** Esc means this. */
  readonly onClose: () => void
  /** `heading`: a view that is read first. `none`: a control inside takes the focus itself. */
  readonly focus?: 'heading' | 'none'
  readonly children: ReactNode
}

/** A full-height page inside the main area with one card. Not modal: the rail beside it keeps working. */
export function Sheet({ title, lead, onClose, focus = 'heading', children }: SheetProps) {
  const titleId = useId()
  const leadId = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })

  useEffect(() => {
    if (focus === 'heading') heading.current?.focus()
  }, [focus])

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      // A menu or dialog above has already taken it.
      if (event.key !== 'Escape' || event.defaultPrevented) return
      event.preventDefault()
      close.current()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])

  return (
    <section
      data-sheet
      data-zone
      aria-labelledby={titleId}
      aria-describedby={leadId}
      className="absolute inset-0 z-10 grid grid-cols-[minmax(0,604px)] content-start justify-center overflow-y-auto bg-canvas px-4 [scrollbar-gutter:stable_both-edges] scroll-pb-20 pt-6 pb-20 [@media(min-height:780px)]:pt-11"
    >
      <div className="min-w-0 animate-rise rounded-2xl border border-line bg-surface px-5 py-6 shadow-sheet narrow:px-8 narrow:py-7">
        <h1 ref={heading} id={titleId} tabIndex={-1} className="text-2xl font-bold">
          {title}
        </h1>
        <p id={leadId} className="mt-1 mb-5 text-[13.5px] text-muted">
          {lead}
        </p>
        {children}
      </div>
    </section>
  )
}
