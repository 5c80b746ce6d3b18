/**
 * The server's clock minus ours, from the `Date` header of one answer. The header counts whole seconds and was
 * written somewhere between `sentAt` and `receivedAt`; the middle of both intervals is the best guess.
 *
 * @returns milliseconds, or `null` without a usable header
 */
export function clockSkewOf(date: string | null, sentAt: number, receivedAt: number): number | null {
  const server = date === null ? Number.NaN : Date.parse(date)
  return Number.isNaN(server) ? null : Math.round(server + 500 - (sentAt + receivedAt) / 2)
}
