import { useEffect, useId, useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react'

interface DialogProps {
  readonly title: ReactNode
  /** Esc and a press on the backdrop mean this. */
  readonly onClose: () => void
  /** `alertdialog` interrupts: for steps that cannot be undone. */
  readonly role?: 'dialog' | 'alertdialog'
  /** Where the focus goes first; the first control otherwise. */
  readonly initialFocus?: RefObject<HTMLElement | null>
  /** Where it goes afterwards when the place it came from is gone. */
  readonly fallbackFocus?: () => HTMLElement | null
  readonly children: ReactNode
  readonly footer: ReactNode
}

/**
 * A modal dialog on the platform's own <dialog>: the rest of the window is inert, Tab stays inside, and nothing
 * needs an injected style sheet. It is open while it is rendered.
 */
export function Dialog(props: DialogProps) {
  const { title, onClose, role = 'dialog', initialFocus, fallbackFocus, children, footer } = props
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const bodyId = useId()
  const fallback = useRef(fallbackFocus)
  useEffect(() => {
    fallback.current = fallbackFocus
  })

  // Before the first paint: there is no moment in which the dialog is there and the focus is not.
  useLayoutEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    const before = document.activeElement
    dialog.showModal()
    initialFocus?.current?.focus()
    return () => {
      dialog.close()
      // The row or menu that opened the dialog may have gone with what the dialog did.
      if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus()
      else fallback.current?.()?.focus()
    }
  }, [initialFocus])

  return (
    <dialog
      ref={ref}
      role={role}
      aria-labelledby={titleId}
      aria-describedby={bodyId}
      // On keydown, not on `cancel`: Chromium closes a dialog by itself when Esc is pressed twice.
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation()
        onClose()
      }}
      onCancel={(event) => event.preventDefault()}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget) onClose()
      }}
      className="m-auto max-h-[calc(100dvh-48px)] w-[440px] max-w-[calc(100vw-32px)] animate-rise overflow-y-auto rounded-2xl border border-line bg-surface p-0 text-text shadow-float backdrop:animate-appear backdrop:bg-backdrop"
    >
      <div className="px-6 pt-5 pb-5">
        <h2 id={titleId} className="text-[16px] leading-6 font-bold tracking-[-0.012em] break-words">
          {title}
        </h2>
        <div id={bodyId} className="mt-2">
          {children}
        </div>
        <div className="mt-5 flex flex-wrap items-center justify-end gap-2">{footer}</div>
      </div>
    </dialog>
  )
}
