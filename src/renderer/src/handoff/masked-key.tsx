import { Eye, EyeOff } from 'lucide-react'
import type { OpenHandoff } from '../../../shared/handoff.ts'
import { shownName } from '../../../shared/shown-name.ts'
import { useNowForCountdown } from '../app/now.ts'
import { bridge } from '../bridge.ts'
import { Button } from '../ui/button.tsx'
import { LiveRegion } from '../ui/live-region.tsx'
import { secondsUntil } from '../words/dates.ts'
import { endWords } from '../words/expiry.ts'

/** The new key as this page may know it, and the way to see it: in another window, as a picture, for a moment. */
export function MaskedKey({ open }: { readonly open: OpenHandoff }) {
  const { handle, key, last4, shownUntil } = open
  const isShown = shownUntil !== null
  const toggle = (): void => void (isShown ? bridge['handoff:hide']() : bridge['handoff:show']({ handle }))
  return (
    <>
      <div className="mb-1.5 flex items-baseline gap-4">
        <p className="min-w-0 truncate font-semi" data-tip={shownName(key.name)} data-tip-when="cut-off">
          <bdi>{shownName(key.name)}</bdi>
        </p>
        <p className="tabular ml-auto flex-none text-sm text-faint">{endWords(key)}</p>
      </div>
      <div className="flex min-h-[54px] flex-wrap items-center gap-x-3 rounded-[10px] border border-line-strong bg-canvas py-2 pr-2.5 pl-4">
        <p
          role="img"
          aria-label={`The key, hidden. It begins with hrdly_ and ends with ${last4}.`}
          className="mr-auto font-mono text-lg tracking-[0.02em] whitespace-nowrap"
        >
          {`hrdly_••••••••${last4}`}
        </p>
        {isShown && <HidesIn until={shownUntil} />}
        {/* One button for both, so that the focus stays where it is. */}
        <Button look="quiet" icon={isShown ? EyeOff : Eye} onClick={toggle}>
          {isShown ? 'Hide now' : 'Show'}
        </Button>
      </div>
      <LiveRegion>{isShown ? 'The key is shown in a window of its own, for 30 seconds.' : ''}</LiveRegion>
    </>
  )
}

function HidesIn({ until }: { readonly until: string }) {
  const now = useNowForCountdown()
  return (
    // Announced once, beside it: a countdown that is read out every second would drown everything else.
    <p aria-live="off" className="text-sm text-muted">
      Shown, hides in{' '}
      <span className="tabular inline-block min-w-[4ch] whitespace-nowrap">
        {secondsUntil(Date.parse(until), now)} s
      </span>
    </p>
  )
}
