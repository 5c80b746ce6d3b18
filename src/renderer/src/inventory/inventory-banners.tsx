import type { InventoryFacts } from '../../../shared/inventory.ts'
import type { Session } from '../../../shared/session.ts'
import { useWordsContext } from '../app/facts.tsx'
import { useClockSkew } from '../app/hygiara-now.ts'
import { useNow, useNowForCountdown } from '../app/now.ts'
import { useIsOffline } from '../app/offline.ts'
import { view } from '../app/view.ts'
import { bridge } from '../bridge.ts'
import { connectionMirror } from '../mirrors.ts'
import { isReviewing } from '../session/reviewing.ts'
import { Banner, BannerButton } from '../ui/banner.tsx'
import { asOfWords, durationWords, pastWords, secondsUntil, systemTimeStyle } from '../words/dates.ts'
import { keysWords, numberWords } from '../words/counts.ts'
import { errorWordsOf } from '../words/errors.ts'
import { partialWords } from '../words/partial.ts'
import { stalenessOf, veryOldWords } from '../words/staleness.ts'

type SignedIn = Extract<Session, { state: 'signed-in' }>

interface InventoryBannersProps {
  readonly session: SignedIn
  readonly facts: InventoryFacts | null
}

/** What holds for the whole list: nobody is signed in, the rows are older than they could be, a clock is wrong. */
export function InventoryBanners({ session, facts }: InventoryBannersProps) {
  const pausedUntil = connectionMirror.useValue()?.pausedUntil ?? null
  const skew = useClockSkew()
  const staleness = useStaleness(facts, session)
  const now = useNow()
  const { standing } = session
  const isAlone = standing === 'expired' || isReviewing(session)
  const isPartial = facts?.isPartial === true
  if (!isAlone && pausedUntil === null && skew === 0 && staleness === null && !isPartial) return null

  return (
    <div className="grid gap-2 px-6 pb-3">
      {standing === 'expired' && (
        <Banner tone="warning" actions={<BannerButton onClick={view.openSignInAgain}>Sign in</BannerButton>}>
          Sign in again to make changes. Nothing you wrote is lost.
        </Banner>
      )}
      {isReviewing(session) && <ReviewBanner restoreError={session.restoreError} facts={facts} />}
      {isPartial && <PartialBanner facts={facts} />}
      {pausedUntil !== null && (
        <PauseBanner pausedUntil={pausedUntil} isWaiting={facts?.status === 'loading'} />
      )}
      {staleness !== null && (
        <Banner
          tone={stalenessOf(facts?.fetchedAt ?? null, now) === 'fresh' ? 'info' : 'warning'}
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

/** Nobody is signed in: says of when the keys are, and how to get to newer ones. */
function ReviewBanner({
  restoreError,
  facts
}: Pick<SignedIn, 'restoreError'> & { readonly facts: InventoryFacts | null }) {
  const context = useWordsContext()
  const now = useNow()
  const isOffline = useIsOffline() || restoreError?.code === 'server_unreachable'
  const fetchedAt = facts?.fetchedAt ?? null
  const age = stalenessOf(fetchedAt, now)
  const why = isOffline ? "You're offline." : restoreError ? errorWordsOf(restoreError, context).what : ''
  return (
    <Banner
      tone={age === 'fresh' ? 'info' : 'warning'}
      actions={
        <>
          {restoreError && (
            <BannerButton onClick={() => void bridge['session:restore']()}>Try again</BannerButton>
          )}
          <BannerButton onClick={view.openSignInAgain}>Sign in</BannerButton>
        </>
      }
    >
      <span className="tabular">
        {[
          why,
          fetchedAt === null ? nothingKept : keysAsOfWords(fetchedAt, now),
          age === 'very-old' ? veryOldWords : '',
          isOffline ? '' : 'Sign in to make changes.'
        ]
          .filter((sentence) => sentence !== '')
          .join(' ')}
      </span>
    </Banner>
  )
}

const nothingKept = 'Nothing stored on this computer yet.'

/** Says why the rows are those of an earlier time, or `null` when they are as fresh as they can be. */
function useStaleness(facts: InventoryFacts | null, { standing }: SignedIn): string | null {
  const context = useWordsContext()
  const now = useNow()
  const isOffline = useIsOffline()
  // While somebody is signed in; otherwise another banner says of when the rows are.
  if (standing !== 'live' && standing !== 'expired') return null
  if (facts === null || facts.fetchedAt === null || facts.status === 'loading') return null
  const { error, fetchedAt } = facts
  // After a cancelled refresh the person knows; after an ended session the first banner says it all.
  const isNews =
    error !== null &&
    error.code !== 'cancelled' &&
    !(standing === 'expired' && error.code === 'session_expired')
  const isVeryOld = stalenessOf(fetchedAt, now) === 'very-old'
  if (!isNews && !isOffline && !isVeryOld) return null
  const what = isNews ? errorWordsOf(error, context).what : ''
  const words = `${what} ${keysAsOfWords(fetchedAt, now)} ${isVeryOld ? veryOldWords : ''}`.trim()
  return isOffline ? `You're offline. ${words}` : words
}

/** Only the first keys have come: says so until the rest has, too. */
function PartialBanner({ facts }: { readonly facts: InventoryFacts }) {
  const context = useWordsContext()
  const isLoading = facts.status === 'loading'
  const received = facts.received ?? 0
  return (
    <Banner
      tone="warning"
      actions={
        !isLoading && (
          <BannerButton onClick={() => void bridge['inventory:refresh']()}>Load the rest</BannerButton>
        )
      }
    >
      <span className="tabular">
        {isLoading
          ? `Showing the first ${keysWords(facts.total)}. Loading the rest: ${numberWords(received)} received.`
          : partialWords(facts, context)}
      </span>
    </Banner>
  )
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

/** Of when the keys are: the clock time, and how long ago that is. */
function keysAsOfWords(fetchedAt: string, now: number): string {
  const time = Date.parse(fetchedAt)
  const style = systemTimeStyle()
  return `Showing keys as of ${asOfWords(time, now, style)} (${pastWords(time, now, style)}).`
}
