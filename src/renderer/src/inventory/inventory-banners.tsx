import { dayMs } from '../../../shared/expiry.ts'
import type { InventoryFacts } from '../../../shared/inventory.ts'
import { useWordsContext } from '../app/facts.tsx'
import { useNow } from '../app/now.ts'
import { view } from '../app/view.ts'
import { bridge } from '../bridge.ts'
import { Banner, BannerButton } from '../ui/banner.tsx'
import { clockWords, dateWords, systemTimeStyle } from '../words/dates.ts'
import { errorWordsOf } from '../words/errors.ts'

interface InventoryBannersProps {
  readonly isExpired: boolean
  readonly facts: InventoryFacts | null
}

/** What holds for the whole list: the session has ended, or the rows are older than they could be. */
export function InventoryBanners({ isExpired, facts }: InventoryBannersProps) {
  const context = useWordsContext()
  const now = useNow()
  const error = facts?.error ?? null
  const fetchedAt = facts?.fetchedAt ?? null
  // After a cancelled refresh the person knows; after an ended session the first banner says it all.
  const isNews =
    error !== null && error.code !== 'cancelled' && !(isExpired && error.code === 'session_expired')
  const isStale = isNews && fetchedAt !== null && facts?.status !== 'loading'
  if (!isExpired && !isStale) return null

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
      {isStale && (
        <Banner
          tone="info"
          actions={<BannerButton onClick={() => void bridge['inventory:refresh']()}>Try again</BannerButton>}
        >
          {errorWordsOf(error, context).what}{' '}
          <span className="tabular">Showing keys as of {asOf(fetchedAt, now)}.</span>
        </Banner>
      )}
    </div>
  )
}

/** `09:12` today, with the date before that. */
function asOf(instant: string, now: number): string {
  const time = Date.parse(instant)
  const style = systemTimeStyle()
  const clock = clockWords(time, style)
  return now - time < dayMs && dateWords(time, style) === dateWords(now, style)
    ? clock
    : `${clock} on ${dateWords(time, style)}`
}
