import type { Instant } from '../../../shared/api-key.ts'
import { useNowForCountdown } from '../app/now.ts'
import { classNames } from '../ui/class-names.ts'
import { secondsUntil } from '../words/dates.ts'

interface ClipboardCountdownProps {
  readonly copiedAt: Instant
  readonly clearsAt: Instant
}

/** `27 s`, counting down, in the width of its longest figure so that nothing beside it moves. */
export function ClipboardCountdown({ copiedAt, clearsAt }: ClipboardCountdownProps) {
  const now = useNowForCountdown()
  const hasThreeFigures = secondsUntil(Date.parse(clearsAt), Date.parse(copiedAt)) >= 100
  return (
    // A countdown that is read out every second would drown everything else: it is announced once, elsewhere.
    <span
      aria-live="off"
      className={classNames(
        'tabular inline-block font-semi whitespace-nowrap',
        hasThreeFigures ? 'min-w-[5ch]' : 'min-w-[4ch]'
      )}
    >
      {secondsUntil(Date.parse(clearsAt), now)} s
    </span>
  )
}
