import type { ClipboardState, Delivery } from '../../../shared/handoff.ts'
import type { SecretFormat } from '../../../shared/secret-format.ts'
import type { ClipboardSeconds } from '../../../shared/settings.ts'
import { clockWithSecondsWords, type TimeStyle } from './dates.ts'
import { asWords } from './formats.ts'

type ToClipboard = Extract<Delivery, { destination: 'clipboard' }>

/** Said before the copy, where it is so. */
export const activeWindowNote =
  'On this desktop the clipboard can only be cleared while this window is active.'

/** Said once, beside the copy it is about. */
export const notHiddenNote = "This copy isn't hidden from clipboard history."

/** What became of a copy. `counts`: a countdown of seconds follows. */
export interface Receipt {
  readonly text: string
  readonly counts: boolean
  /** What a person should do about it; empty where there is nothing to do. */
  readonly todo: string
}

/** The receipt of a copy: when it was made, when it was cleared, and what of that was looked at. */
export function receiptOf(
  delivery: ToClipboard,
  clipboard: ClipboardState | null,
  style: TimeStyle
): Receipt {
  const clock = (instant: string) => clockWithSecondsWords(Date.parse(instant), style)
  const unverified = delivery.isVerified ? '' : ', not verified'
  const copiedAs = `Copied${asWords(delivery.format)}${unverified}`
  const copied = `Copied${asWords(delivery.format)} ${clock(delivery.at)}${unverified}`
  const todo = delivery.isVerified
    ? ''
    : "This desktop didn't confirm the copy. Paste the key where it belongs before you close this."
  if (delivery.isOverwritten) {
    return {
      text: `${copied}. The clipboard no longer has the key: what you copied since has replaced it.`,
      counts: false,
      todo: "Copy it again, unless you've pasted it already."
    }
  }
  // Whatever is there now may be of another copy.
  if (!clipboard || clipboard.state === 'empty' || clipboard.copiedAt !== delivery.at) {
    return { text: `${copied}.`, counts: false, todo }
  }
  switch (clipboard.state) {
    case 'holding':
      // A form has a longer name: beside the buttons there is no room for the time, too.
      return {
        text: `${delivery.format === 'raw' ? copied : copiedAs}, clears in`,
        counts: true,
        todo
      }
    case 'cleared':
      return { text: `${copied}, cleared ${clock(clipboard.at)}, verified`, counts: false, todo: '' }
    case 'replaced':
      return { text: `${copied}. Something else is on the clipboard now.`, counts: false, todo: '' }
    case 'unchecked':
      return {
        text: `${copied}, clearing not verified`,
        counts: false,
        todo: "It's checked when this window is active again."
      }
    case 'not-cleared':
      return { text: `${copied}, not cleared`, counts: false, todo: 'Copy anything else to replace it.' }
  }
}

/** What is said once to screen readers when the key is on the clipboard. */
export function copiedWords(seconds: number, format: SecretFormat): string {
  return `Key copied${asWords(format)}. The clipboard clears in ${seconds} seconds.`
}

/** A choice of time: `30 s`, `2 min`. */
export function holdWords(seconds: ClipboardSeconds): string {
  return seconds < 120 ? `${seconds} s` : `${seconds / 60} min`
}
