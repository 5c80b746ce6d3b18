import { useEffect, useRef, type RefObject } from 'react'

/** For a view's heading: takes the focus when the view opens, so that reading and Tab begin there. */
export function useHeadingFocus(): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // What the person is typing into, or a dialog above, keeps the focus.
    if (!document.querySelector('dialog[open]')) heading.current?.focus({ preventScroll: true })
  }, [])
  return heading
}
