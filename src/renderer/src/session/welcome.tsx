import { useState } from 'react'
import { HardDrive, KeyRound, MemoryStick } from 'lucide-react'
import type { AppError } from '../../../shared/app-error.ts'
import type { Profile } from '../../../shared/profile.ts'
import { useFacts, useWordsContext } from '../app/facts.tsx'
import { bridge } from '../bridge.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Switch } from '../ui/switch.tsx'
import { errorTextOf } from '../words/errors.ts'
import { FrontPage } from './front-page.tsx'
import { ProfileList } from './profile-list.tsx'

interface WelcomeProps {
  readonly profiles: readonly Profile[]
  readonly restoreError: AppError | null
  /** Opens the sign-in form, for a known profile or a new one. */
  readonly onSignIn: (profile: Profile | null) => void
}

/** The first page: what the app is, the two ways in, and what is kept where. */
export function Welcome({ profiles, restoreError, onSignIn }: WelcomeProps) {
  const context = useWordsContext()
  const [isStarting, setIsStarting] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const [withSampleData, setWithSampleData] = useState(true)
  const hasLocal = profiles.some(({ kind }) => kind === 'local')
  const last = profiles[0]

  const tryLocally = async (withSamples: boolean): Promise<void> => {
    if (isStarting) return
    setIsStarting(true)
    setError(null)
    const answer = await bridge['session:tryLocally']({ withSampleData: withSamples })
    setIsStarting(false)
    if (!answer.ok && answer.error.code !== 'cancelled') setError(answer.error)
  }

  const continueAs = (profile: Profile): void => {
    if (profile.kind === 'local') void tryLocally(false)
    else onSignIn(profile)
  }

  return (
    <FrontPage
      title="Hygiara Keys"
      lead="Create, look after and revoke the API keys of your Hygiara organisation."
      footer={<WhatIsKept />}
    >
      <div className="grid gap-4">
        {restoreError && last && (
          <Banner
            tone="warning"
            actions={
              <>
                <Button look="quiet" className="h-7 px-2" onClick={() => void bridge['session:restore']()}>
                  Try again
                </Button>
                {last.kind === 'server' && (
                  <Button look="quiet" className="h-7 px-2" onClick={() => onSignIn(last)}>
                    Sign in
                  </Button>
                )}
              </>
            }
          >
            {errorTextOf(restoreError, context)}
          </Banner>
        )}
        {error && <Banner tone="problem">{errorTextOf(error, context)}</Banner>}
        {profiles.length > 0 && <ProfileList profiles={profiles} onChoose={continueAs} />}
        <div>
          <Button
            look={profiles.length === 0 ? 'primary' : 'plain'}
            size="large"
            className="w-full"
            onClick={() => onSignIn(null)}
          >
            {profiles.length === 0 ? 'Sign in to Hygiara' : 'Sign in to another Hygiara'}
          </Button>
        </div>
        {!hasLocal && (
          <section aria-labelledby="try-locally" className="border-t border-line pt-4">
            <h2 id="try-locally" className="font-semi">
              No account at hand?
            </h2>
            <p className="mt-0.5 mb-3 text-muted">
              This starts a real Hygiara on this computer and makes an admin account for you. Its password
              goes to {context.keychainName}.
            </p>
            <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
              <Button isBusy={isStarting} onClick={() => void tryLocally(withSampleData)}>
                {isStarting ? 'Starting Hygiara…' : 'Try it on this computer'}
              </Button>
              {isStarting ? (
                <CancelStart />
              ) : (
                <Switch label="with sample data" isOn={withSampleData} onChange={setWithSampleData} />
              )}
            </div>
          </section>
        )}
        {hasLocal && isStarting && (
          <p className="flex items-center justify-between text-muted">
            Starting Hygiara on this computer… <CancelStart />
          </p>
        )}
      </div>
    </FrontPage>
  )
}

function CancelStart() {
  return (
    <Button look="quiet" onClick={() => void bridge['session:cancel']()}>
      Cancel
    </Button>
  )
}

function WhatIsKept() {
  const { keychainName } = useFacts()
  const lines = [
    { icon: MemoryStick, text: 'New keys stay in memory until you copy or save them.' },
    { icon: KeyRound, text: `What you choose to keep secret goes to ${keychainName}.` },
    { icon: HardDrive, text: 'Files on this computer hold settings and addresses only.' }
  ]
  return (
    <ul
      aria-label="What is stored where"
      className="mt-5 grid gap-1.5 px-6 text-[12.5px] text-faint narrow:px-8"
    >
      {lines.map(({ icon: Icon, text }) => (
        <li key={text} className="flex items-start gap-2.5">
          <Icon aria-hidden className="mt-[3px] size-3.5 flex-none" />
          {text}
        </li>
      ))}
    </ul>
  )
}
