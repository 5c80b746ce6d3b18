import { useLayoutEffect, useRef, type ReactNode } from 'react'

interface FocusHeirProps {
  /** Where the focus goes when what is in here goes with it. Asked once it has gone. */
  readonly to: () => HTMLElement | null | undefined
  readonly children: ReactNode
}

/** Around controls that go away when they are pressed: the focus would fall to the body with them. */
export function FocusHeir({ to, children }: FocusHeirProps) {
  const box = useRef<HTMLDivElement>(null)
  const heir = useRef(to)
  useLayoutEffect(() => {
    heir.current = to
  })
  useLayoutEffect(() => {
    const { current } = box
    return () => {
      if (current?.contains(document.activeElement) !== true) return
      // What comes in their place is not there yet.
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) heir.current()?.focus()
      })
    }
  }, [])
  return (
    <div ref={box} className="contents">
      {children}
    </div>
  )
}
