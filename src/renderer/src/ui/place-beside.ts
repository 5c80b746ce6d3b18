interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly width: number
  readonly height: number
}

const gap = 4
const margin = 8

/**
 * Where to put something that floats: below its anchor where it fits, above otherwise; at its left edge, or at its
 * right edge in the right half of the window; never outside the window. All in CSS pixels.
 */
export function placeBeside(
  anchor: Box,
  floating: Pick<Box, 'width' | 'height'>,
  window: Pick<Box, 'width' | 'height'>
): { readonly left: number; readonly top: number } {
  const fitsBelow = anchor.bottom + gap + floating.height + margin <= window.height
  const isRightHalf = (anchor.left + anchor.right) / 2 > window.width / 2
  const left = isRightHalf ? anchor.right - floating.width : anchor.left
  const top = fitsBelow ? anchor.bottom + gap : anchor.top - gap - floating.height
  return {
    left: Math.max(margin, Math.min(left, window.width - floating.width - margin)),
    top: Math.max(margin, Math.min(top, window.height - floating.height - margin))
  }
}
