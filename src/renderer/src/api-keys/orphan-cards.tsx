import { useState } from 'react'
import type { ApiKey } from '../../../shared/api-key.ts'
import type { Orphan } from '../../../shared/orphan.ts'
import { useWordsContext } from '../app/facts.tsx'
import { focusTable, headingNow } from '../app/focus-places.ts'
import { useNow } from '../app/now.ts'
import { useIsOffline } from '../app/offline.ts'
import { view } from '../app/view.ts'
import { bridge } from '../bridge.ts'
import { escrowMirror, orphansMirror } from '../mirrors.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { FocusHeir } from '../ui/focus-heir.tsx'
import { errorTextOf } from '../words/errors.ts'
import { systemTimeStyle } from '../words/dates.ts'
import { candidateWords, escrowedWords, finishWords, orphanWords } from '../words/orphans.ts'
import { forgetDraft, useDraft } from './create-draft.ts'

const cardsId = 'orphan-cards'

/** Where the focus goes when a card goes: to the one beside it, or to what is below them. */
function besideTheCard(): HTMLElement | null {
  const button = document.querySelector<HTMLElement>(`#${cardsId} button:not([aria-disabled=true])`)
  return button ?? focusTable() ?? headingNow()
}

/** A card for each key that nobody has; it stays until somebody decides. */
export function OrphanCards() {
  const orphans = orphansMirror.useValue() ?? []
  if (orphans.length === 0) return null
  return (
    <section id={cardsId} aria-label="Keys that nobody has" className="grid gap-2 px-6 pb-3">
      {orphans.map((orphan) => (
        <OrphanCard key={orphan.intentId} orphan={orphan} />
      ))}
    </section>
  )
}

function OrphanCard({ orphan }: { readonly orphan: Orphan }) {
  const context = useWordsContext()
  const { intentId, candidates, state, error, isCertain } = orphan
  const single = isCertain && candidates.length === 1 ? candidates[0] : undefined
  const offer = escrowMirror
    .useValue()
    ?.offers.find((each) => each.intentId === intentId && candidates.some(({ id }) => id === each.keyId))
  return (
    <Banner
      tone={candidates.length > 0 ? 'warning' : 'info'}
      actions={
        <>
          {offer && <FinishHandover orphan={orphan} />}
          {single &&
            (isLeft(orphan) ? (
              <RevokeIt apiKey={single} />
            ) : (
              <CreateAgain orphan={orphan} apiKey={single} isQuiet={offer !== undefined} />
            ))}
          {state === 'looked' && candidates.length === 0 && <CreateFromDraft orphan={orphan} />}
          {candidates.length === 0 && <LookAgain orphan={orphan} />}
          {state === 'looked' && <Dismiss orphan={orphan} />}
        </>
      }
    >
      {offer
        ? escrowedWords(orphan.name, offer.until, context.keychainName, systemTimeStyle())
        : orphanWords(orphan)}
      {!single && candidates.length > 0 && <Candidates orphan={orphan} />}
      {error && <span className="block text-danger">{errorTextOf(error, context)}</span>}
    </Banner>
  )
}

/** The keys that it may be, each with what tells it from the others: nobody guesses. */
function Candidates({ orphan }: { readonly orphan: Orphan }) {
  const now = useNow()
  return (
    <ul className="mt-1.5 grid gap-1.5">
      {orphan.candidates.map((key) => {
        const facts = candidateWords(key, orphan.listedAt, now, systemTimeStyle())
        return (
          <li key={key.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-0 break-words">
              <bdi>{facts}</bdi>
            </span>
            <CreateAgain orphan={orphan} apiKey={key} describedBy={facts} />
          </li>
        )
      })}
    </ul>
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

/** Opens the form with what was typed for this key: the same press once more, which makes no second key. */
function CreateFromDraft({ orphan }: { readonly orphan: Orphan }) {
  const isTyped = useDraft().name.trim() === orphan.name
  return (
    isTyped && (
      <Button className="h-7 px-2.5" onClick={view.openCreate}>
        Create it…
      </Button>
    )
  )
}

function LookAgain({ orphan: { intentId, state } }: { readonly orphan: Orphan }) {
  const [hasAsked, setHasAsked] = useState(false)
  // The first look is nobody's press.
  if (state === 'looking' && !hasAsked) return null
  return (
    <FocusHeir to={besideTheCard}>
      <Button
        className="h-7 px-2.5"
        isBusy={state === 'looking'}
        onClick={() => {
          setHasAsked(true)
          void bridge['orphans:look']({ intentId })
        }}
      >
        Look again
      </Button>
    </FocusHeir>
  )
}

/** Left by the person, who may know better: it is revoked with the usual question, and nothing comes in its place. */
const isLeft = ({ cause }: Orphan): boolean => cause === 'left-behind' || cause === 'overwritten'

function Dismiss({ orphan: { intentId, name, candidates, isCertain, cause } }: { readonly orphan: Orphan }) {
  const draft = useDraft()
  const dismiss = (): void => {
    void bridge['orphans:dismiss']({ intentId })
    // What was typed for it has become a key, which stays. Where there is none, it may still be wanted.
    if (candidates.length > 0 && draft.name.trim() === name) forgetDraft()
  }
  const words =
    candidates.length === 1
      ? isCertain && cause !== 'overwritten'
        ? 'Keep it as unusable'
        : 'Keep it'
      : 'Keep them'
  return (
    <FocusHeir to={besideTheCard}>
      <Button look="quiet" className="h-7 px-2.5" onClick={dismiss}>
        {candidates.length === 0 ? 'Dismiss' : words}
      </Button>
    </FocusHeir>
  )
}

function RevokeIt({ apiKey }: { readonly apiKey: ApiKey }) {
  return (
    <Button className="h-7 px-2.5" onClick={() => view.openRevoke(apiKey)}>
      Revoke…
    </Button>
  )
}

interface CreateAgainProps {
  readonly orphan: Orphan
  readonly apiKey: ApiKey
  readonly isQuiet?: boolean
  /** What tells this key from the others that the card names. */
  readonly describedBy?: string
}

function CreateAgain({ orphan, apiKey, isQuiet = false, describedBy }: CreateAgainProps) {
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
    <FocusHeir to={besideTheCard}>
      <Button
        look={isQuiet ? 'quiet' : 'plain'}
        className="h-7 px-2.5"
        isBusy={orphan.isBusy}
        blockedBy={isOffline ? "You're offline" : undefined}
        aria-description={describedBy}
        onClick={() => void createAgain()}
      >
        {describedBy === undefined ? 'Revoke it and create again' : 'Revoke this one and create again'}
      </Button>
    </FocusHeir>
  )
}
