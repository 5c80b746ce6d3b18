import { CloudAlert, KeyRound, ListX, SearchX } from 'lucide-react'
import type { ReactNode } from 'react'
import type { AppError } from '../../../shared/app-error.ts'
import { useFacts, useWordsContext } from '../app/facts.tsx'
import { shortcutWords } from '../app/shortcuts.ts'
import { view } from '../app/view.ts'
import { bridge } from '../bridge.ts'
import { Button } from '../ui/button.tsx'
import { errorWordsOf } from '../words/errors.ts'

interface MessageProps {
  readonly icon?: ReactNode
  readonly title: string
  readonly children: ReactNode
  readonly actions: ReactNode
}

/** A few words in the place of the table. */
function Message({ icon, title, children, actions }: MessageProps) {
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto border-t border-line bg-canvas px-6">
      <div className="m-auto max-w-[400px] py-10 text-center">
        {icon}
        <h2 className="text-lg font-bold">{title}</h2>
        <div className="mt-1 text-muted">{children}</div>
        <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div>
      </div>
    </div>
  )
}

const iconClass = 'mx-auto mb-3 size-7 text-faint'

/** No key yet: says what keys are for. */
export function Empty() {
  const { platform } = useFacts()
  return (
    <Message
      icon={<KeyRound aria-hidden className={iconClass} strokeWidth={1.5} />}
      title="No API keys yet"
      actions={
        <Button look="primary" hint={shortcutWords('N', platform)} onClick={view.openCreate}>
          Create key
        </Button>
      }
    >
      <p>Keys let pipelines call the Hygiara API without a user session.</p>
      <p>Make one for each pipeline, so that each can be revoked alone.</p>
    </Message>
  )
}

/** Keys, but none that match what was typed. */
export function NoMatch({ typed, onClear }: { readonly typed: string; readonly onClear: () => void }) {
  return (
    <Message
      icon={<SearchX aria-hidden className={iconClass} strokeWidth={1.5} />}
      title="No keys match"
      actions={<Button onClick={onClear}>Clear search</Button>}
    >
      <p className="break-words">No name or prefix contains "{typed.trim()}".</p>
    </Message>
  )
}

/** The first reading failed: there is nothing to show but why. */
export function LoadFailed({ error }: { readonly error: AppError | null }) {
  const context = useWordsContext()
  const words = error && errorWordsOf(error, context)
  const needsSignIn = error?.code === 'session_expired' || error?.code === 'not_signed_in'
  return (
    <Message
      icon={<CloudAlert aria-hidden className={iconClass} strokeWidth={1.5} />}
      title="The keys couldn't be loaded"
      actions={
        needsSignIn ? (
          <Button onClick={view.openSignInAgain}>Sign in again</Button>
        ) : (
          <Button onClick={() => void bridge['inventory:refresh']()}>Try again</Button>
        )
      }
    >
      {words && (
        <p className="selectable">
          {words.what} {error.code === 'server_error' ? words.meaning : ''} {words.todo}
        </p>
      )}
    </Message>
  )
}

/** The first reading was cancelled. */
export function NotLoaded() {
  return (
    <Message
      icon={<ListX aria-hidden className={iconClass} strokeWidth={1.5} />}
      title="The keys aren't loaded"
      actions={<Button onClick={() => void bridge['inventory:refresh']()}>Load keys</Button>}
    >
      <p>Loading was cancelled. Nothing was changed.</p>
    </Message>
  )
}
