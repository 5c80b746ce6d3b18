/** The row that a key moves to, or `null` for a key that moves nowhere. `page` is how many rows a page key skips. */
export function nextIndex(key: string, index: number, count: number, page: number): number | null {
  const clamp = (next: number): number => Math.max(0, Math.min(count - 1, next))
  switch (key) {
    case 'ArrowDown':
      return clamp(index + 1)
    case 'ArrowUp':
      return clamp(index - 1)
    case 'PageDown':
      return clamp(index + page)
    case 'PageUp':
      return clamp(index - page)
    case 'Home':
      return clamp(0)
    case 'End':
      return clamp(count - 1)
    default:
      return null
  }
}
