import type { ReactNode, RefObject } from 'react'
import { DialogDescription, DialogFrame, DialogTitle } from './dialog-frame.tsx'

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

/** A question in the middle of the window, with its answers below. */
export function Dialog({ title, children, footer, ...frame }: DialogProps) {
  return (
    <DialogFrame
      {...frame}
      className="inset-0 m-auto h-fit max-h-[calc(100dvh-48px)] w-[440px] overflow-y-auto"
    >
      <div className="px-6 pt-5 pb-5">
        <DialogTitle className="text-[16px] leading-6 font-bold tracking-[-0.012em] break-words">
          {title}
        </DialogTitle>
        <DialogDescription asChild>
          <div className="mt-2">{children}</div>
        </DialogDescription>
        <div className="mt-5 flex flex-wrap items-center justify-end gap-2">{footer}</div>
      </div>
    </DialogFrame>
  )
}
