import { useEffect, useRef, useState, type FocusEvent, type RefObject } from 'react'

interface ReturnFocus {
  /** For the screen below the sheet. */
  readonly onFocusCapture: (event: FocusEvent) => void
  /** The row to focus, once a key was created. */
  readonly rowToFocus: { readonly id: string } | null
}

/**
 * Where the focus goes when a sheet over this screen closes: to the row of the key that was just made, or back to
 * where it was before, or to the heading.
 */
export function useReturnFocus(
  hasSheet: boolean,
  newKeyId: string | null,
  fallback: RefObject<HTMLElement | null>
): ReturnFocus {
  const [rowToFocus, setRowToFocus] = useState<{ readonly id: string } | null>(null)
  const last = useRef<HTMLElement | null>(null)
  const hadSheet = useRef(hasSheet)
  /** The new key whose row has had the focus. Asking for it is not enough: another sheet may open before it comes. */
  const reached = useRef(newKeyId)

  useEffect(() => {
    if (hadSheet.current === hasSheet) return
    hadSheet.current = hasSheet
    if (hasSheet) return
    if (newKeyId !== null && newKeyId !== reached.current) setRowToFocus({ id: newKeyId })
    else if (last.current?.isConnected === true) last.current.focus()
    else fallback.current?.focus()
  }, [hasSheet, newKeyId, fallback])

  return {
    onFocusCapture: (event) => {
      if (!(event.target instanceof HTMLElement)) return
      last.current = event.target
      if (event.target.matches('[data-marked="true"]')) reached.current = newKeyId
    },
    rowToFocus
  }
}
