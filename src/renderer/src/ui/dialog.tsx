import { Dialog as Radix } from 'radix-ui'
import { useState, type ReactNode, type RefObject } from 'react'

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
 * A modal dialog: the rest of the window cannot be reached, Tab stays inside. Toasts stay above it and can be pressed.
 * It is open while it is rendered.
 */
export function Dialog(props: DialogProps) {
  const { title, onClose, role = 'dialog', initialFocus, fallbackFocus, children, footer } = props
  const [before] = useState(() => document.activeElement)

  // Not before Radix asks: its trap brings the focus back only to what it has seen focused.
  const takeFocus = (event: Event): void => {
    if (!initialFocus?.current) return
    event.preventDefault()
    initialFocus.current.focus()
  }
  const returnFocus = (event: Event): void => {
    event.preventDefault()
    // What the dialog did may have opened a view, and that has the focus by now.
    if (document.activeElement !== document.body) return
    // The row or menu that opened the dialog may have gone with what the dialog did.
    if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus()
    else fallbackFocus?.()?.focus()
  }

  return (
    <Radix.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Portal container={document.body}>
        {/* Not Radix' own overlay: that injects a style sheet, which the page's policy forbids. */}
        <div
          onMouseDown={(event) => {
            event.preventDefault()
            onClose()
          }}
          className="pointer-events-auto fixed inset-0 z-40 animate-appear bg-backdrop"
        />
        <Radix.Content
          role={role}
          onOpenAutoFocus={takeFocus}
          onCloseAutoFocus={returnFocus}
          // The backdrop closes; a toast or a tooltip beside the dialog does not.
          onInteractOutside={(event) => event.preventDefault()}
          className="fixed inset-0 z-40 m-auto h-fit max-h-[calc(100dvh-48px)] w-[440px] max-w-[calc(100vw-32px)] animate-rise overflow-y-auto rounded-2xl border border-line bg-surface text-text shadow-float outline-none"
        >
          <div className="px-6 pt-5 pb-5">
            <Radix.Title className="text-[16px] leading-6 font-bold tracking-[-0.012em] break-words">
              {title}
            </Radix.Title>
            <Radix.Description asChild>
              <div className="mt-2">{children}</div>
            </Radix.Description>
            <div className="mt-5 flex flex-wrap items-center justify-end gap-2">{footer}</div>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
