/** The part of an IPC event that says who sent it. */
export interface Sender {
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null
}

/** Where the screens come from, and nothing else does. */
export const uiOrigin = 'app://hygiara'

/**
 * Only the top frame of a window that shows the app's own page may send commands. A frame that is already gone
 * cannot be judged and is refused.
 */
export function isTrustedSender({ senderFrame }: Sender): boolean {
  if (senderFrame === null || senderFrame.parent !== null) return false
  // As text: the browser has normalised the address, and whatever still needs parsing is not ours.
  return senderFrame.url.startsWith(`${uiOrigin}/`)
}
