const longestPauseMs = 600_000
const defaultPauseMs = 30_000

/**
 * How long a server asks to be left alone: seconds or an HTTP date (RFC 9110, 10.2.3), at most ten minutes. What
 * cannot be read as either, or lies in the past, counts as half a minute: asking again at once would be worse.
 *
 * @param now milliseconds since 1970
 * @returns milliseconds
 */
export function pauseOf(retryAfter: string | null, now: number): number {
  if (retryAfter === null) return defaultPauseMs
  const text = retryAfter.trim()
  if (/^\d{1,12}$/u.test(text)) return Math.min(Number(text) * 1_000, longestPauseMs)
  // A date has words in it: Date.parse would also take `-5` or `1e9`, which mean nothing here.
  const date = /[a-z]{3}/iu.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(date) || date <= now) return defaultPauseMs
  return Math.min(date - now, longestPauseMs)
}
