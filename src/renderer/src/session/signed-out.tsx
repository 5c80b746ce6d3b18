import { useState } from 'react'
import type { Session } from '../../../shared/session.ts'
import { FrontPage } from './front-page.tsx'
import { SignInForm, type SignInStart } from './sign-in-form.tsx'
import { Welcome } from './welcome.tsx'

type SignedOutProps = Pick<Extract<Session, { state: 'signed-out' }>, 'profiles' | 'restoreError'>

const unknown: SignInStart = { serverUrl: '', email: '', staysSignedIn: false, isFixed: false }

/** The pages for nobody signed in. */
export function SignedOut({ profiles, restoreError }: SignedOutProps) {
  const [start, setStart] = useState<SignInStart | null>(null)

  if (start === null) {
    return (
      <Welcome
        profiles={profiles}
        restoreError={restoreError}
        onSignIn={(profile) =>
          setStart(
            profile
              ? {
                  serverUrl: profile.serverUrl ?? '',
                  email: profile.email,
                  staysSignedIn: profile.staysSignedIn,
                  isFixed: false
                }
              : unknown
          )
        }
      />
    )
  }
  return (
    <FrontPage
      title="Sign in to Hygiara"
      hasOwnFocus
      lead="With the account you use in the browser. It needs the right to manage API keys."
    >
      <SignInForm start={start} onCancel={() => setStart(null)} />
    </FrontPage>
  )
}
