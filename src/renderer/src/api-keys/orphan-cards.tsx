import type { ApiKey } from '../../../shared/api-key.ts'
import type { Orphan } from '../../../shared/orphan.ts'
import { shownId, shownPrefix } from '../../../shared/shown-name.ts'
import { useWordsContext } from '../app/facts.tsx'
import { useIsOffline } from '../app/offline.ts'
import { view } from '../app/view.ts'
import { bridge } from '../bridge.ts'
import { escrowMirror, orphansMirror } from '../mirrors.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { errorTextOf } from '../words/errors.ts'
import { systemTimeStyle } from '../words/dates.ts'
import { escrowedWords, finishWords, orphanWords } from '../words/orphans.ts'
import { forgetDraft } from './create-draft.ts'
import { LeftBehindCard, useLeftBehind } from './left-behind-card.tsx'

/** A card for each key that nobody has; it stays until somebody decides. */
export function OrphanCards() {
  const orphans = orphansMirror.useValue() ?? []
  const left = useLeftBehind()
  if (orphans.length + left.length === 0) return null
  return (
    <section aria-label="Keys that nobody has" className="grid gap-2 px-6 pb-3">
      {orphans.map((orphan) => (
        <OrphanCard key={orphan.intentId} orphan={orphan} />
      ))}
      {left.map(({ noticeId, apiKey }) => (
        <LeftBehindCard key={noticeId} noticeId={noticeId} apiKey={apiKey} />
      ))}
    </section>
  )
}

function OrphanCard({ orphan }: { readonly orphan: Orphan }) {
  const context = useWordsContext()
  const { intentId, candidates, state, error } = orphan
  const isSettled = state === 'looked' && candidates.length === 0
  const single = candidates.length === 1 ? candidates[0] : undefined
  const offer = escrowMirror
    .useValue()
    ?.offers.find((each) => each.intentId === intentId && candidates.some(({ id }) => id === each.keyId))
  return (
    <Banner
      tone={candidates.length > 0 ? 'warning' : 'info'}
      actions={
        state !== 'looking' && (
          <>
            {offer && <FinishHandover orphan={orphan} />}
            {single && <CreateAgain orphan={orphan} apiKey={single} isQuiet={offer !== undefined} />}
            {(state === 'not-looked' || isSettled) && (
              <Button className="h-7 px-2.5" onClick={() => void bridge['orphans:look']({ intentId })}>
                Look again
              </Button>
            )}
            {state === 'looked' && (
              <Button
                look="quiet"
                className="h-7 px-2.5"
                onClick={() => void bridge['orphans:dismiss']({ intentId })}
              >
                {isSettled ? 'Dismiss' : single ? 'Keep it as unusable' : 'Keep them'}
              </Button>
            )}
          </>
        )
      }
    >
      {offer
        ? escrowedWords(orphan.name, offer.until, context.keychainName, systemTimeStyle())
        : orphanWords(orphan)}
      {candidates.length > 1 && (
        <ul className="mt-1.5 grid gap-1">
          {candidates.map((key) => (
            <li key={key.id} className="flex flex-wrap items-center gap-3">
              <span className="mono">
                <bdi>{shownPrefix(key.prefix) ?? shownId(key.id)}</bdi>
              </span>
              <CreateAgain orphan={orphan} apiKey={key} />
            </li>
          ))}
        </ul>
      )}
      {error && <span className="block text-danger">{errorTextOf(error, context)}</span>}
    </Banner>
  )
}

/** Takes the value out of the keychain into the secret step, as if the app had not ended. */
function FinishHandover({ orphan }: { readonly orphan: Orphan }) {
  return (
    <Button
      className="h-7 max-w-[340px] px-2.5"
      isBusy={orphan.isBusy}
      onClick={() => void bridge['orphans:finishHandover']({ intentId: orphan.intentId })}
    >
      <span className="truncate">{finishWords(orphan.name)}</span>
    </Button>
  )
}

interface CreateAgainProps {
  readonly orphan: Orphan
  readonly apiKey: ApiKey
  readonly isQuiet?: boolean
}

function CreateAgain({ orphan, apiKey, isQuiet = false }: CreateAgainProps) {
  const isOffline = useIsOffline()
  const createAgain = async (): Promise<void> => {
    const answer = await bridge['orphans:revokeAndCreateAgain']({
      intentId: orphan.intentId,
      keyId: apiKey.id
    })
    if (!answer.ok) return
    // What was typed for it has become a key after all.
    forgetDraft()
    view.markNew(answer.value.key.id)
    view.closeCreate()
  }
  return (
    <Button
      look={isQuiet ? 'quiet' : 'plain'}
      className="h-7 px-2.5"
      isBusy={orphan.isBusy}
      blockedBy={isOffline ? "You're offline" : undefined}
      onClick={() => void createAgain()}
    >
      Revoke it and create again
    </Button>
  )
}
