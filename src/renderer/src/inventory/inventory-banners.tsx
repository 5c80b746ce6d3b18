import type { InventoryFacts } from '../../../shared/inventory.ts'
import { useWordsContext } from '../app/facts.tsx'
import { useClockSkew } from '../app/hygiara-now.ts'
import { useNow, useNowForCountdown } from '../app/now.ts'
import { useIsOffline } from '../app/offline.ts'
import { view } from '../app/view.ts'
import { bridge } from '../bridge.ts'
import { connectionMirror } from '../mirrors.ts'
import { Banner, BannerButton } from '../ui/banner.tsx'
import { asOfWords, durationWords, pastWords, secondsUntil, systemTimeStyle } from '../words/dates.ts'
import { errorWordsOf } from '../words/errors.ts'

interface InventoryBannersProps {
  readonly isExpired: boolean
  readonly facts: InventoryFacts | null
}

/** What holds for the whole list: the session has ended, the rows are older than they could be, a clock is wrong. */
export function InventoryBanners({ isExpired, facts }: InventoryBannersProps) {
  const pausedUntil = connectionMirror.useValue()?.pausedUntil ?? null
  const skew = useClockSkew()
  const staleness = useStaleness(facts, isExpired)
  if (!isExpired && pausedUntil === null && skew === 0 && staleness === null) return null

  return (
    <div className="grid gap-2 px-6 pb-3">
      {isExpired && (
        <Banner
          tone="warning"
          actions={<BannerButton onClick={view.openSignInAgain}>Sign in again</BannerButton>}
        >
          Sign in again to make changes. Nothing you wrote is lost.
        </Banner>
      )}
      {pausedUntil !== null && (
        <PauseBanner pausedUntil={pausedUntil} isWaiting={facts?.status === 'loading'} />
      )}
      {staleness !== null && (
        <Banner
          tone="info"
          actions={<BannerButton onClick={() => void bridge['inventory:refresh']()}>Try again</BannerButton>}
        >
          <span className="tabular">{staleness}</span>
        </Banner>
      )}
      {skew !== 0 && (
        <Banner tone="warning">
          {`This computer's clock is ${durationWords(Math.abs(skew))} ${skew > 0 ? 'behind' : 'ahead'}. Times use Hygiara's clock.`}
        </Banner>
      )}
    </div>
  )
}

/** Says why the rows are those of an earlier time, or `null` when they are as fresh as they can be. */
function useStaleness(facts: InventoryFacts | null, isExpired: boolean): string | null {
  const context = useWordsContext()
  const now = useNow()
  const isOffline = useIsOffline()
  if (facts === null || facts.fetchedAt === null || facts.status === 'loading') return null
  const { error, fetchedAt } = facts
  // After a cancelled refresh the person knows; after an ended session the first banner says it all.
  const isNews =
    error !== null && error.code !== 'cancelled' && !(isExpired && error.code === 'session_expired')
  if (!isNews && !isOffline) return null
  const what = isNews ? errorWordsOf(error, context).what : ''
  const age = pastWords(Date.parse(fetchedAt), now, systemTimeStyle())
  const words =
    `${what} Showing keys as of ${asOfWords(Date.parse(fetchedAt), now, systemTimeStyle())} (${age}).`.trim()
  return isOffline ? `You're offline. ${words}` : words
}

/** Hygiara asked for a pause: counts down to its end. What waits for it can be stopped. */
function PauseBanner({
  pausedUntil,
  isWaiting
}: {
  readonly pausedUntil: string
  readonly isWaiting: boolean
}) {
  const seconds = secondsUntil(Date.parse(pausedUntil), useNowForCountdown())
  return (
    <Banner
      tone="info"
      actions={
        isWaiting && (
          <BannerButton onClick={() => void bridge['inventory:cancelRefresh']()}>Stop</BannerButton>
        )
      }
    >
      Hygiara asked us to slow down.{' '}
      {/* The countdown is for the eye: read aloud every second it would be noise. */}
      <span aria-hidden className="tabular">
        {isWaiting ? 'Retrying' : 'Requests are welcome again'} in {seconds} s.
      </span>
    </Banner>
  )
}
