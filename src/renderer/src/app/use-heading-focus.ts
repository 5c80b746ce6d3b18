import { useEffect, useRef, type RefObject } from 'react'
import { isDialogOpen } from '../ui/open-dialog.ts'

/**
 * For a view's heading: takes the focus when the view opens, so that reading and Tab begin there. Not wanted where a
 * field of the view takes it.
 */
export function useHeadingFocus(isWanted = true): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // A dialog above keeps the focus.
    if (isWanted && !isDialogOpen()) heading.current?.focus({ preventScroll: true })
  }, [isWanted])
  return heading
}
