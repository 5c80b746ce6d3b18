import type { AppError } from '../../../shared/app-error.ts'
import type { Destination } from '../../../shared/handoff.ts'
import { useState } from 'react'
import { useWordsContext } from '../app/facts.tsx'
import { Banner, BannerButton } from '../ui/banner.tsx'
import { FocusHeir } from '../ui/focus-heir.tsx'
import { errorTextOf } from '../words/errors.ts'

interface DeliveryProblemProps {
  readonly busy: Destination | null
  readonly error: AppError | null
  readonly onReplace: () => void
  readonly onCancel: () => void
  /** Where the focus goes when what it is on goes away. */
  readonly heir: () => HTMLElement | null
}

/** What stands between the key and its destination. The value stays available whatever it is. */
export function DeliveryProblem(props: DeliveryProblemProps) {
  const { busy, error, onReplace, onCancel, heir } = props
  const context = useWordsContext()
  const [kept, setKept] = useState<AppError | null>(null)

  if (busy === 'keychain') {
    return (
      <Box>
        <Banner
          tone="info"
          actions={
            <FocusHeir key="busy" to={heir}>
              <BannerButton onClick={onCancel}>Cancel</BannerButton>
            </FocusHeir>
          }
        >
          Waiting for your keychain…
        </Banner>
      </Box>
    )
  }
  if (!error || error === kept) return null
  const exists = error.code === 'keychain_item_exists'
  return (
    <Box>
      <Banner
        tone={exists ? 'warning' : 'problem'}
        actions={
          exists && (
            <FocusHeir key="exists" to={heir}>
              <BannerButton onClick={onReplace}>Replace it</BannerButton>
              <BannerButton onClick={() => setKept(error)}>Keep it</BannerButton>
            </FocusHeir>
          )
        }
      >
        {errorTextOf(error, context)}
      </Banner>
    </Box>
  )
}

function Box({ children }: { readonly children: React.ReactNode }) {
  return <div className="mt-4">{children}</div>
}
