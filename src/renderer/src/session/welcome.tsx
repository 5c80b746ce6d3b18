import { useState } from 'react'
import type { AppError } from '../../../shared/app-error.ts'
import type { Profile } from '../../../shared/profile.ts'
import { useWordsContext } from '../app/facts.tsx'
import { bridge } from '../bridge.ts'
import { Banner, BannerButton } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { adviceTextOf } from '../words/errors.ts'
import { FrontPage } from './front-page.tsx'
import { ProfileList } from './profile-list.tsx'
import { TryLocally } from './try-locally.tsx'
import { WhatIsKept } from './what-is-kept.tsx'

interface WelcomeProps {
  readonly profiles: readonly Profile[]
  readonly restoreError: AppError | null
  /** Opens the sign-in form, for a known profile or a new one. */
  readonly onSignIn: (profile: Profile | null) => void
}

/** The first page: what the app is, the ways in, and what is kept where. */
export function Welcome({ profiles, restoreError, onSignIn }: WelcomeProps) {
  const context = useWordsContext()
  const [startingId, setStartingId] = useState<string | null>(null)
  const [error, setError] = useState<AppError | null>(null)
  const isNew = profiles.length === 0
  const last = profiles[0]

  const start = async (profileId: string, withSampleData: boolean): Promise<void> => {
    if (startingId !== null) return
    setStartingId(profileId)
    setError(null)
    const answer = await bridge['session:tryLocally']({ withSampleData })
    setStartingId(null)
    if (!answer.ok && answer.error.code !== 'cancelled') setError(answer.error)
  }

  return (
    <FrontPage
      title="Hygiara Keys"
      lead="Create, look after and revoke the API keys of your Hygiara organisation."
      footer={<WhatIsKept />}
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
        {restoreError && last && !error && (
          <Banner
            tone="warning"
            actions={
              <>
                <BannerButton onClick={() => void bridge['session:restore']()}>Try again</BannerButton>
                {last.kind === 'server' && (
                  <BannerButton onClick={() => onSignIn(last)}>Sign in</BannerButton>
                )}
              </>
            }
          >
            {adviceTextOf(restoreError, context)}
          </Banner>
        )}
        {error && <Banner tone="problem">{adviceTextOf(error, context)}</Banner>}
        {!isNew && (
          <ProfileList
            profiles={profiles}
            startingId={startingId}
            onChoose={(profile) =>
              profile.kind === 'local' ? void start(profile.id, false) : onSignIn(profile)
            }
            onReview={({ id }) => void bridge['session:review']({ profileId: id })}
            onCancel={() => void bridge['session:cancel']()}
          />
        )}
        <Button
          look={isNew ? 'primary' : 'plain'}
          size="large"
          className="w-full"
          onClick={() => onSignIn(null)}
        >
          {isNew ? 'Sign in to Hygiara' : 'Sign in to another Hygiara'}
        </Button>
        {!profiles.some(({ kind }) => kind === 'local') && (
          <TryLocally
            isStarting={startingId === newLocal}
            onTry={(withSampleData) => void start(newLocal, withSampleData)}
          />
        )}
      </div>
    </FrontPage>
  )
}

// Stands for the local profile that does not exist yet.
const newLocal = 'new'
