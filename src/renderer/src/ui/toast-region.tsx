import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'

/** Something that has already happened. */
export interface Toast {
  readonly id: string
  readonly tone: 'done' | 'problem'
  readonly text: string
  readonly action?: { readonly label: string; readonly onChoose: () => void }
  /** Stays until it is dismissed: what a person must not miss. */
  readonly isSticky: boolean
}

const shownForMs = 6_000

interface ToastRegionProps {
  readonly toasts: readonly Toast[]
  readonly onDismiss: (id: string) => void
}

/**
 * The toasts, bottom right above the status bar, clear of the column in which a table has its buttons, of a side sheet,
 * and of the buttons of one that has the whole screen. A sheet in the middle has its buttons below: there they come
 * from above. Announced politely; they never take the focus.
 */
export function ToastRegion({ toasts, onDismiss }: ToastRegionProps) {
  return (
    <section
      aria-label="Notifications"
      className="pointer-events-none fixed right-[72px] bottom-10 z-50 flex w-[320px] max-w-[calc(100vw-96px)] flex-col gap-2 in-[:root:has([data-side-sheet])]:bottom-24 narrow:in-[:root:has([data-side-sheet])]:right-[392px] narrow:in-[:root:has([data-side-sheet])]:bottom-10 in-[:root:has([data-sheet])]:top-4 in-[:root:has([data-sheet])]:bottom-auto"
    >
      {/*
       * The live region is there before its first toast, or the first would not be announced. `aria-live` says so once
       * more, because an open dialog hides everything else from screen readers.
       */}
      <div role="status" aria-live="polite" className="flex flex-col gap-2">
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} onDismiss={onDismiss} />
        ))}
      </div>
    </section>
  )
}

function ToastCard({ toast, onDismiss }: { readonly toast: Toast } & Pick<ToastRegionProps, 'onDismiss'>) {
  const isPaused = useRef(false)
  const { id, tone, text, action, isSticky } = toast

  useEffect(() => {
    if (isSticky) return
    let left = shownForMs
    // Counted down in steps, so that reading with the pointer or the focus on it stops the clock.
    const timer = setInterval(() => {
      if (!isPaused.current) left -= 500
      if (left <= 0) onDismiss(id)
    }, 500)
    return () => clearInterval(timer)
  }, [id, isSticky, onDismiss])

  const pause = (): void => {
    isPaused.current = true
  }
  const resume = (): void => {
    isPaused.current = false
  }
  return (
    <div
      onPointerEnter={pause}
      onPointerLeave={resume}
      onFocus={pause}
      onBlur={resume}
      // A press on a button leaves the focus where it is, which may be in a dialog.
      onMouseDown={(event) => {
        if (event.target instanceof Element && event.target.closest('button')) event.preventDefault()
      }}
      className="pointer-events-auto flex animate-rise items-start gap-2.5 rounded-xl border border-line-strong bg-surface py-2 pr-2 pl-3 shadow-float"
    >
      {tone === 'done' ? (
        <CircleCheck aria-hidden className="mt-1.5 size-4 flex-none text-green" />
      ) : (
        <CircleAlert aria-hidden className="mt-1.5 size-4 flex-none text-danger" />
      )}
      <div className="min-w-0 flex-1 py-1">
        <p className="selectable break-words text-pretty">{text}</p>
        {action && (
          <Button className="mt-1.5 mb-0.5 h-7 px-2.5" onClick={action.onChoose}>
            {action.label}
          </Button>
        )}
      </div>
      <IconButton icon={X} label="Dismiss" onClick={() => onDismiss(id)} />
    </div>
  )
}
