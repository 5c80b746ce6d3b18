import type { Profile } from '../../../shared/profile.ts'
import { bridge } from '../bridge.ts'
import { Button } from '../ui/button.tsx'
import { Spinner } from '../ui/spinner.tsx'
import { nameInText } from '../words/names.ts'
import { FrontPage } from './front-page.tsx'

/** Shown while the session of the last start is picked up again. */
export function Restoring({ profile }: { readonly profile: Profile }) {
  return (
    <FrontPage title="Signing you in" lead={`${nameInText(profile.name)} · ${nameInText(profile.email)}`}>
      <div className="flex items-center justify-between gap-3">
        <p role="status" className="flex items-center gap-2 text-muted">
          <Spinner />
          {profile.kind === 'local' ? 'Starting Hygiara on this computer…' : 'Picking up your last session…'}
        </p>
        <Button look="quiet" onClick={() => void bridge['session:cancel']()}>
          Cancel
        </Button>
      </div>
    </FrontPage>
  )
}
