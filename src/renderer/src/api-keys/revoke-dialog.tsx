import { useEffect, useRef, useState } from 'react'
import type { ApiKey } from '../../../shared/api-key.ts'
import type { AppError } from '../../../shared/app-error.ts'
import { shownId, shownName, shownPrefix } from '../../../shared/shown-name.ts'
import { useWordsContext } from '../app/facts.tsx'
import { focusTable } from '../app/focus-places.ts'
import { useHygiaraNow } from '../app/hygiara-now.ts'
import { useOffers } from '../app/offers.ts'
import { useNow } from '../app/now.ts'
import { useIsOffline } from '../app/offline.ts'
import { showToast } from '../app/toasts.ts'
import { view } from '../app/view.ts'
import { bridge } from '../bridge.ts'
import { table, tableNow } from '../inventory/table-state.ts'
import { inventoryMirror } from '../mirrors.ts'
import { Banner, BannerButton } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { dateWords, systemTimeStyle } from '../words/dates.ts'
import { errorFactsOf, errorTextOf } from '../words/errors.ts'
import { createdWords, lastUsedFact } from '../words/key-facts.ts'
import { factAgeWords } from '../words/staleness.ts'
import { nameInText } from '../words/names.ts'
import { notOfferedShortly, notOfferedWords } from '../words/offers.ts'
import { useFirstSeen } from './use-first-seen.ts'

/** Asks before a key is revoked. Enter means Cancel; nothing here happens by accident. */
export function RevokeDialog({ apiKey }: { readonly apiKey: ApiKey }) {
  const context = useWordsContext()
  const now = useHygiaraNow()
  const isOffline = useIsOffline()
  const cannotRevoke = useOffers()?.canRevoke === false
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const cancel = useRef<HTMLButtonElement>(null)
  const name = shownName(apiKey.name)
  const { facts, keys } = inventoryMirror.useValue()
  const check = useLiveCheck()
  const asOf = factAgeWords(facts?.fetchedAt ?? null, useNow(), systemTimeStyle())
  const isListed = keys?.some(({ id }) => id === apiKey.id) ?? true
  const sharedBy = keys?.filter(({ prefix }) => prefix !== undefined && prefix === apiKey.prefix).length ?? 1
  const firstSeen = useFirstSeen(apiKey.id, sharedBy > 1)
  const created = createdWords(apiKey, systemTimeStyle())?.replace(/^Created /u, '') ?? 'Not reported'
  const lastUsed = lastUsedFact(apiKey, now, systemTimeStyle())

  const revoke = async (): Promise<void> => {
    setIsBusy(true)
    setError(null)
    const answer = await bridge['api-keys:revoke']({ id: apiKey.id })
    setIsBusy(false)
    const wasGone = !answer.ok && answer.error.code === 'key_not_found'
    if (!answer.ok && !wasGone) {
      setError(answer.error)
      return
    }
    finish(apiKey, wasGone)
  }

  // After a lost answer the list is read again, and then it is known.
  const isGone = error?.code === 'revoke_outcome_unknown' && !isListed
  useEffect(() => {
    if (isGone) finish(apiKey, false)
  }, [isGone, apiKey])

  return (
    <Dialog
      role="alertdialog"
      title={
        <>
          Revoke <bdi>{name}</bdi>?
        </>
      }
      onClose={() => !isBusy && view.closeRevoke()}
      initialFocus={cancel}
      fallbackFocus={focusTable}
      footer={
        <>
          <Button ref={cancel} onClick={() => !isBusy && view.closeRevoke()}>
            Cancel
          </Button>
          <Button
            look="danger"
            isBusy={isBusy}
            blockedBy={
              cannotRevoke
                ? notOfferedShortly
                : isOffline
                  ? "You're offline"
                  : check === 'checking'
                    ? 'Checking with Hygiara…'
                    : undefined
            }
            onClick={() => void revoke()}
          >
            {isBusy ? 'Revoking…' : 'Revoke key'}
          </Button>
        </>
      }
    >
      {cannotRevoke && (
        <div className="mb-4">
          <Banner tone="info">{notOfferedWords('revoke')}</Banner>
        </div>
      )}
      <p className="text-muted">
        Anything using it stops working at once. There is no grace period, and it can't be undone or
        reinstated.
      </p>
      <dl className="mt-4 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 border-t border-line pt-4">
        <dt className="text-faint">Name</dt>
        <dd className="selectable font-medium break-words">
          <bdi>{name}</bdi>
        </dd>
        {sharedBy > 1 && (
          <>
            <dt className="text-faint">First seen</dt>
            <dd className="tabular">
              {firstSeen === null
                ? 'Nothing is kept of it here yet'
                : `Here on ${dateWords(Date.parse(firstSeen), systemTimeStyle())}`}
            </dd>
          </>
        )}
        <dt className="text-faint">Prefix</dt>
        <dd className="selectable mono leading-5">
          <bdi>{shownPrefix(apiKey.prefix) ?? 'Not reported'}</bdi>
          {sharedBy > 1 && (
            <span className="block font-sans text-sm text-amber">
              {`Shared by ${sharedBy} keys: name, first seen and last use tell them apart.`}
            </span>
          )}
        </dd>
        {sharedBy > 1 && (
          <>
            <dt className="text-faint">Created</dt>
            <dd className="tabular">{created}</dd>
          </>
        )}
        {/* Two keys may have the same name, and names may look the same: this is what tells them apart. */}
        <dt className="text-faint">Id</dt>
        <dd className="selectable mono leading-5 break-all">{shownId(apiKey.id)}</dd>
        <dt className="text-faint">Last used</dt>
        <dd>
          {lastUsed.text}
          {lastUsed.exact?.split(' · ').map((line) => (
            <span key={line} className="tabular block text-sm text-faint">
              {line}
            </span>
          ))}
          {asOf !== null && <span className="tabular block text-sm text-amber">{asOf}</span>}
        </dd>
      </dl>
      {isOffline && !error && (
        <div className="mt-4">
          <Banner tone="info">
            You&apos;re offline. The key stays active until Hygiara answers again and you revoke it.
          </Banner>
        </div>
      )}
      {facts?.isPartial === true && !isOffline && !error && (
        <div className="mt-4">
          <Banner tone="warning">
            {check === 'checking'
              ? 'Only a part of the list has come. Checking the key with Hygiara…'
              : "Only a part of the list has come, so the key couldn't be checked: others may have its name or prefix, and its last use may be newer."}
          </Banner>
        </div>
      )}
      {error && (
        <div className="mt-4">
          <Banner
            tone="problem"
            actions={
              error.code === 'session_expired' && (
                <BannerButton onClick={view.openSignInAgain}>Sign in again</BannerButton>
              )
            }
          >
            {error.code === 'session_expired' ? errorFactsOf(error, context) : errorTextOf(error, context)}
          </Banner>
        </div>
      )}
    </Dialog>
  )
}

/** What has come only in part is read once more, from the server, before anything is ended that cannot be begun again. */
function useLiveCheck(): 'none' | 'checking' | 'over' {
  const [check, setCheck] = useState<'none' | 'checking' | 'over'>(() =>
    inventoryMirror.get().facts?.isPartial === true ? 'checking' : 'none'
  )
  useEffect(() => {
    if (inventoryMirror.get().facts?.isPartial !== true) return
    let isOver = false
    void bridge['inventory:refresh']().then(() => {
      if (!isOver) setCheck('over')
    })
    return () => {
      isOver = true
    }
  }, [])
  return check
}

function finish(apiKey: ApiKey, wasGone: boolean): void {
  // Before the focus goes to the next row, which would become the one whose details are open.
  if (tableNow().openId === apiKey.id) table.close()
  view.closeRevoke()
  showToast({
    id: `revoked-${apiKey.id}`,
    tone: 'done',
    text: `${nameInText(apiKey.name)} ${wasGone ? 'was already' : 'is'} revoked.`,
    isSticky: false
  })
}
