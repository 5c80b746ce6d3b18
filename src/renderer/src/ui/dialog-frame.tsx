import { Dialog as Radix } from 'radix-ui'
import { useState, type ReactNode, type RefObject } from 'react'
import { classNames } from './class-names.ts'

interface DialogFrameProps {
  /** Esc and a press on the backdrop mean this. */
  readonly onClose: () => void
  /** What Esc means where it is something else. */
  readonly onEscape?: (() => void) | undefined
  readonly role?: 'dialog' | 'alertdialog'
  /** Where the focus goes first; the first control otherwise. */
  readonly initialFocus?: RefObject<HTMLElement | null> | undefined
  /** Where it goes afterwards when the place it came from is gone. */
  readonly fallbackFocus?: (() => HTMLElement | null) | undefined
  /** After the dialog is gone and the focus back: for what may move it on. */
  readonly onClosed?: (() => void) | undefined
  /** Where it lies and how large it is. */
  readonly className: string
  /** Has a `DialogTitle`. */
  readonly children: ReactNode
}

/** The title of a dialog, which is its name. */
export const DialogTitle = Radix.Title

/** What a dialog is about, read out with its title. */
export const DialogDescription = Radix.Description

/**
 * What all modal dialogs have: the rest of the window cannot be reached, Tab stays inside, the focus comes back to where
 * it was. Toasts stay above it and can be pressed. It is open while it is rendered.
 */
export function DialogFrame(props: DialogFrameProps) {
  const { onClose, role = 'dialog', initialFocus, fallbackFocus, className, children } = props
  const { onEscape, onClosed } = props
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
    if (document.activeElement === document.body) {
      // The row or menu that opened the dialog may have gone with what the dialog did.
      if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus()
      else fallbackFocus?.()?.focus()
    }
    onClosed?.()
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
          onEscapeKeyDown={(event) => {
            if (!onEscape) return
            event.preventDefault()
            onEscape()
          }}
          // The backdrop closes; a toast or a tooltip beside the dialog does not.
          onInteractOutside={(event) => event.preventDefault()}
          className={classNames(
            'fixed z-40 max-w-[calc(100vw-32px)] animate-rise rounded-2xl border border-line bg-surface text-text shadow-float outline-none',
            className
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
