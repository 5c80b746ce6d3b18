import { Clock } from 'lucide-react'
import { useNow, useNowForCountdown } from '../app/now.ts'
import { LiveRegion } from '../ui/live-region.tsx'
import { minutesAndSeconds, secondsUntil } from '../words/dates.ts'

const sayFromSeconds = 120
// The clock that decides whether to count is brought up to date every half minute.
const toleranceSeconds = 45

interface ForgetLineProps {
  readonly forgetsAt: string
  readonly isHandedOver: boolean
}

/** Says in the last two minutes that main is about to forget the key. */
export function ForgetLine({ forgetsAt, isHandedOver }: ForgetLineProps) {
  const isNear = secondsUntil(Date.parse(forgetsAt), useNow()) <= sayFromSeconds + toleranceSeconds
  return isNear && <Countdown forgetsAt={forgetsAt} isHandedOver={isHandedOver} />
}

function Countdown({ forgetsAt, isHandedOver }: ForgetLineProps) {
  const left = secondsUntil(Date.parse(forgetsAt), useNowForCountdown())
  const isSaid = left <= sayFromSeconds
  return (
    <>
      {isSaid && (
        <p aria-live="off" className="mr-auto flex items-center gap-2 text-muted">
          <Clock aria-hidden className="size-[15px] flex-none text-amber" />
          <span>
            {isHandedOver ? 'This step closes in ' : 'Hygiara Keys forgets this key in '}
            <span className="tabular font-semi text-text">{minutesAndSeconds(left)}</span>
            {isHandedOver ? '. You have the key already.' : '. Copy or save it.'}
          </span>
        </p>
      )}
      <LiveRegion>
        {isSaid && !isHandedOver ? 'Hygiara Keys forgets this key in 2 minutes. Copy or save it.' : ''}
      </LiveRegion>
    </>
  )
}
