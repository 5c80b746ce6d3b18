import type { AppError } from '../../../shared/app-error.ts'
import { expiryProblemOf } from '../../../shared/expiry.ts'
import { useWordsContext } from '../app/facts.tsx'
import { useHygiaraNow } from '../app/hygiara-now.ts'
import { useOffers } from '../app/offers.ts'
import { useIsOffline } from '../app/offline.ts'
import { view } from '../app/view.ts'
import { EscrowLine } from '../handoff/escrow-line.tsx'
import { Banner, BannerButton } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { submitOnModifiedEnter } from '../ui/submit-on-enter.ts'
import { errorFactsOf, errorTextOf } from '../words/errors.ts'
import { createButtonWords } from '../words/expiry.ts'
import { notOfferedShortly, notOfferedWords } from '../words/offers.ts'
import { expiryChoiceOf, forgetDraft, useDraft, withoutExpiry, withPurpose } from './create-draft.ts'
import { CreateNotes } from './create-notes.tsx'
import { ExpiryChooser } from './expiry-chooser.tsx'
import { NameField } from './name-field.tsx'
import { PurposeChooser } from './note-fields.tsx'
import { useCreateKey } from './use-create-key.ts'

/** The form for a new key. What is typed stays as a draft until the key exists. */
export function CreateSheet() {
  const now = useHygiaraNow()
  const isOffline = useIsOffline()
  const offers = useOffers()
  const hasExpiry = offers?.expiry !== 'none'
  const cannotCreate = offers?.canCreate === false
  const typed = useDraft()
  const draft = hasExpiry ? typed : withoutExpiry(typed)
  const form = useCreateKey(draft, now, isOffline || cannotCreate)
  const { isBusy, problems, controlOf, change, changeNotes, close } = form

  // A day that is going to be refused is not restated as if it were settled.
  const choice = expiryChoiceOf(draft, now)
  const restated = choice?.kind === 'day' && expiryProblemOf(choice.day, now) !== null ? null : choice

  return (
    <Sheet
      title="Create a key"
      lead="One key for each pipeline or script, so that each can be revoked alone."
      focus="none"
      onClose={close}
    >
      <form
        noValidate
        aria-busy={isBusy}
        onSubmit={(event) => void form.submit(event)}
        onKeyDown={submitOnModifiedEnter}
        className="grid gap-[18px]"
      >
        {cannotCreate && <Banner tone="info">{notOfferedWords('create')}</Banner>}
        <Banners error={form.error} isOffline={isOffline} />
        <PurposeChooser
          legend="What is it for?"
          columns="grid-cols-2 narrow:grid-cols-[102fr_96fr_140fr_176fr]"
          value={draft.notes.purpose}
          onChange={(purpose) => !isBusy && change(withPurpose(draft, purpose))}
        />
        <NameField
          ref={controlOf('name')}
          name={draft.name}
          now={now}
          problem={problems.name}
          isReadOnly={isBusy}
          onChange={(typed) => change({ name: typed }, 'name')}
        />
        {!hasExpiry && <p className="text-muted">{notOfferedWords('expiry')}</p>}
        {hasExpiry && (
          <ExpiryChooser
            draft={draft}
            now={now}
            problems={problems}
            isReadOnly={isBusy}
            dayControl={controlOf('expiry')}
            reasonControl={controlOf('noExpiryReason')}
            onChange={(changes) => !isBusy && change(changes, 'expiry')}
            onReason={(noExpiryReason) => changeNotes({ noExpiryReason })}
          />
        )}
        <CreateNotes draft={draft} form={form} />
        {/* Its room is kept: it comes when the keychain has answered. */}
        <div className="min-h-[18px]">
          <EscrowLine />
        </div>
        <div className="-bottom-20 -mx-5 -mb-6 flex flex-wrap items-center justify-between gap-2 rounded-b-2xl border-t border-line bg-surface px-5 py-3.5 [@media(min-height:480px)]:sticky narrow:-mx-8 narrow:-mb-7 narrow:px-8">
          <Button
            look="quiet"
            className="-ml-[13px]"
            blockedBy={isBusy ? 'The key is being created' : undefined}
            onClick={() => {
              // Esc keeps the draft; who presses Cancel wants none of it, least of all "No expiry".
              forgetDraft()
              close()
            }}
          >
            Cancel
          </Button>
          <Button
            type="submit"
            look="primary"
            isBusy={isBusy}
            blockedBy={cannotCreate ? notOfferedShortly : isOffline ? "You're offline" : undefined}
            hint={isBusy ? undefined : 'Enter'}
            className="tabular"
          >
            {isBusy ? 'Creating…' : createButtonWords(restated)}
          </Button>
        </div>
      </form>
    </Sheet>
  )
}

function Banners({ error, isOffline }: { readonly error: AppError | null; readonly isOffline: boolean }) {
  const context = useWordsContext()
  if (error === null) {
    return (
      isOffline && (
        <Banner tone="info">
          You&apos;re offline. What you type stays here; the key can be created when Hygiara answers again.
        </Banner>
      )
    )
  }
  const isExpired = error.code === 'session_expired'
  return (
    <Banner
      tone={isExpired ? 'warning' : 'problem'}
      actions={isExpired && <BannerButton onClick={view.openSignInAgain}>Sign in again</BannerButton>}
    >
      {isExpired ? errorFactsOf(error, context) : errorTextOf(error, context)}
    </Banner>
  )
}
