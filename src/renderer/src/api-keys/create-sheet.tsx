import { useEffect, useRef, useState, type SyntheticEvent } from 'react'
import { keyNameProblemOf } from '../../../shared/api-key.ts'
import type { AppError } from '../../../shared/app-error.ts'
import { expiryProblemOf } from '../../../shared/expiry.ts'
import { emptyNotes } from '../../../shared/key-record.ts'
import { useWordsContext } from '../app/facts.tsx'
import { useNow } from '../app/now.ts'
import { useIsOffline } from '../app/offline.ts'
import { showToast } from '../app/toasts.ts'
import { view, viewNow } from '../app/view.ts'
import { bridge } from '../bridge.ts'
import { Banner, BannerButton } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { errorTextOf } from '../words/errors.ts'
import { createButtonWords, expiryProblemWords } from '../words/expiry.ts'
import { nameHelp, nameProblemWords } from '../words/names.ts'
import { changeDraft, expiryChoiceOf, forgetDraft, useDraft } from './create-draft.ts'
import { ExpiryChooser } from './expiry-chooser.tsx'

type KeyRefused = Extract<AppError, { code: 'key_refused' }>
const nothingRefused: Pick<KeyRefused, 'name' | 'expiry'> = { name: null, expiry: null }

/** The form for a new key. What is typed stays as a draft until the key exists. */
export function CreateSheet() {
  const context = useWordsContext()
  const now = useNow()
  const isOffline = useIsOffline()
  const draft = useDraft()
  const choice = expiryChoiceOf(draft, now)
  const [isBusy, setIsBusy] = useState(false)
  const [refused, setRefused] = useState(nothingRefused)
  const [error, setError] = useState<AppError | null>(null)
  const name = useRef<HTMLInputElement>(null)
  const day = useRef<HTMLInputElement>(null)
  const isSending = useRef(false)

  useEffect(() => {
    name.current?.focus()
    name.current?.select()
  }, [])

  // A request on its way cannot be taken back, so neither Esc nor Cancel pretends to.
  const close = (): void => {
    if (!isSending.current) view.closeCreate()
  }

  /** Shows what is wrong at its field, and puts the cursor into the first of them. */
  const refuse = (problems: typeof nothingRefused): void => {
    setRefused(problems)
    if (problems.name !== null) name.current?.focus()
    else day.current?.focus()
  }

  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault()
    // A ref, because a second Enter can come before the first has been rendered.
    if (isSending.current || isOffline) return
    const expiry = choice?.kind === 'day' ? expiryProblemOf(choice.day, now) : null
    const problems = {
      name: keyNameProblemOf(draft.name),
      expiry: choice === null ? 'not-a-date' : expiry
    } as const
    setError(null)
    if (problems.name !== null || problems.expiry !== null || choice === null) {
      refuse(problems)
      return
    }
    setRefused(nothingRefused)
    isSending.current = true
    setIsBusy(true)
    const answer = await bridge['api-keys:create']({ name: draft.name.trim(), expiry: choice, notes: emptyNotes })
    isSending.current = false
    if (answer.ok) {
      view.markNew(answer.value.key.id)
      forgetDraft()
      view.closeCreate()
      return
    }
    if (answer.error.code === 'create_outcome_unknown') {
      // The card above the list says what became of it. Another Enter in this form would make a second key.
      forgetDraft()
      view.closeCreate()
      return
    }
    setIsBusy(false)
    if (!viewNow().isCreating) {
      // The person has gone elsewhere in the meantime; what became of the key must reach them all the same.
      showToast({ id: 'create', tone: 'problem', text: errorTextOf(answer.error, context), isSticky: true })
    } else if (answer.error.code === 'key_refused') refuse(answer.error)
    else setError(answer.error)
  }

  return (
    <Sheet
      title="Create a key"
      lead="One key for each pipeline or script, so that each can be revoked alone."
      focus="none"
      onClose={close}
    >
      <form noValidate aria-busy={isBusy} onSubmit={(event) => void submit(event)} className="grid gap-5">
        {isOffline && !error && (
          <Banner tone="info">
            You&apos;re offline. What you type stays here; the key can be created when Hygiara answers again.
          </Banner>
        )}
        {error && (
          <Banner
            tone={error.code === 'session_expired' ? 'warning' : 'problem'}
            actions={
              error.code === 'session_expired' && (
                <BannerButton onClick={view.openSignInAgain}>Sign in again</BannerButton>
              )
            }
          >
            {errorTextOf(error, context)}
          </Banner>
        )}
        <Field label="Name" hint={nameHelp} error={refused.name && nameProblemWords(refused.name)}>
          {(control) => (
            <Input
              {...control}
              ref={name}
              aria-required
              value={draft.name}
              readOnly={isBusy}
              onChange={(event) => {
                changeDraft({ name: event.currentTarget.value })
                setRefused({ ...refused, name: null })
              }}
            />
          )}
        </Field>
        <ExpiryChooser
          draft={draft}
          now={now}
          dayRef={day}
          error={refused.expiry && expiryProblemWords(refused.expiry)}
          onChange={(changes) => {
            changeDraft(changes)
            setRefused({ ...refused, expiry: null })
          }}
        />
        <div className="mt-1 flex flex-wrap items-center justify-between gap-2">
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
            blockedBy={isOffline ? "You're offline" : undefined}
            hint={isBusy ? undefined : 'Enter'}
            className="tabular"
          >
            {isBusy ? 'Creating…' : createButtonWords(choice)}
          </Button>
        </div>
      </form>
    </Sheet>
  )
}
