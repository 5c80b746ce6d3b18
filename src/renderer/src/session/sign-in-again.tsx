import { useState } from 'react'
import type { AppError } from '../../../shared/app-error.ts'
import type { Profile } from '../../../shared/profile.ts'
import { useWordsContext } from '../app/facts.tsx'
import { view } from '../app/view.ts'
import { bridge } from '../bridge.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { adviceTextOf } from '../words/errors.ts'
import { SignInForm } from './sign-in-form.tsx'

/** Signs the same person in again, over whatever is on the screen: nothing that was written is lost. */
export function SignInAgain({ profile }: { readonly profile: Profile }) {
  return (
    <Dialog title="Sign in again" onClose={view.closeSignInAgain} footer={null}>
      <p className="mb-4 text-muted">Hygiara has ended your session. What is on the screen stays.</p>
      {profile.serverUrl === null ? (
        <LocalAgain />
      ) : (
        <SignInForm
          start={{
            serverUrl: profile.serverUrl,
            email: profile.email,
            staysSignedIn: profile.staysSignedIn,
            isFixed: true
          }}
          onCancel={view.closeSignInAgain}
          onDone={view.closeSignInAgain}
        />
      )}
    </Dialog>
  )
}

/** The local Hygiara's password is in the keychain: there is nothing to type. */
function LocalAgain() {
  const context = useWordsContext()
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)

  const signIn = async (): Promise<void> => {
    setIsBusy(true)
    setError(null)
    const answer = await bridge['session:tryLocally']({ withSampleData: false })
    setIsBusy(false)
    if (answer.ok) view.closeSignInAgain()
    else setError(answer.error)
  }
  return (
    <div className="grid gap-4">
      {error && <Banner tone="problem">{adviceTextOf(error, context)}</Banner>}
      <div className="flex justify-end gap-2">
        <Button look="quiet" onClick={view.closeSignInAgain}>
          Cancel
        </Button>
        <Button look="primary" isBusy={isBusy} onClick={() => void signIn()}>
          Sign in again
        </Button>
      </div>
    </div>
  )
}
