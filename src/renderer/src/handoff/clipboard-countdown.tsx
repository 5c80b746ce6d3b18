import type { Instant } from '../../../shared/api-key.ts'
import { useNowForCountdown } from '../app/now.ts'
import { secondsUntil } from '../words/dates.ts'

/** `27 s`, counting down, in the width of two figures so that nothing beside it moves. */
export function ClipboardCountdown({ clearsAt }: { readonly clearsAt: Instant }) {
  const now = useNowForCountdown()
  return (
    // A countdown that is read out every second would drown everything else: it is announced once, elsewhere.
    <span aria-live="off" className="tabular inline-block min-w-[4ch] font-semi whitespace-nowrap">
      {secondsUntil(Date.parse(clearsAt), now)} s
    </span>
  )
}
