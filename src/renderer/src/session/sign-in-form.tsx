import { useEffect, useRef, useState, type SyntheticEvent } from 'react'
import { useFacts, useWordsContext } from '../app/facts.tsx'
import { bridge } from '../bridge.ts'
import { endpointsMirror } from '../mirrors.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { Switch } from '../ui/switch.tsx'
import { progressWords } from '../words/endpoints.ts'
import { adviceTextOf, refusedCodeWords } from '../words/errors.ts'
import { EndpointQuestions } from './endpoint-questions.tsx'
import { PasswordField } from './password-field.tsx'
import type { SignInPlace } from './sign-in-error.ts'
import { useSignIn } from './use-sign-in.ts'

/** What is known before anything is typed. */
export interface SignInStart {
  readonly serverUrl: string
  readonly email: string
  readonly staysSignedIn: boolean
  /** The same person at the same server again: only the password is asked. */
  readonly isFixed: boolean
}

interface SignInFormProps {
  readonly start: SignInStart
  readonly onCancel: () => void
  readonly onDone?: () => void
}

/**
 * Asks for what a sign-in needs. Password, code and token live in their inputs and nowhere else; they are emptied once
 * they were accepted.
 */
export function SignInForm({ start, onCancel, onDone }: SignInFormProps) {
  const { keychainName } = useFacts()
  const context = useWordsContext()
  const attempt = useSignIn(start.serverUrl)
  const { isBusy, failure, needsToken, questions } = attempt
  const progress = endpointsMirror.useValue()?.progress ?? null
  const [staysSignedIn, setStaysSignedIn] = useState(start.staysSignedIn)
  const server = useRef<HTMLInputElement>(null)
  const email = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const token = useRef<HTMLInputElement>(null)
  const code = useRef<HTMLInputElement>(null)
  const questionBox = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const last = token.current ?? password.current
    const firstEmpty = [server.current, token.current ? null : email.current].find(
      (field) => field?.value === ''
    )
    const field = firstEmpty ?? last
    field?.focus()
  }, [])

  // The cursor goes to what has to be changed, with the text selected so that typing replaces it. In an effect,
  // because the field may only just have appeared.
  useEffect(() => {
    if (!failure) return
    if (failure.place === 'questions') {
      focusFirstOpen(questionBox.current)
      return
    }
    const fields = { server, password, token, code, form: token.current ? token : password }
    const field = fields[failure.place].current
    field?.focus()
    field?.select()
  }, [failure])

  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault()
    if (isBusy || !server.current || !email.current || !password.current) return
    const oneTimeCode = code.current?.value.trim() ?? ''
    // By the time of the answer this form may be gone and the refs with it; what was typed would stay in its fields.
    const secretFields = [password.current, code.current, token.current]
    const serverUrl = server.current.value
    const credentials = token.current
      ? { serverUrl, token: token.current.value }
      : {
          serverUrl,
          email: email.current.value,
          password: password.current.value,
          ...(oneTimeCode === '' ? {} : { oneTimeCode }),
          staysSignedIn
        }
    const isIn = await attempt.signIn(credentials, oneTimeCode !== '')
    // A code counts once, so it is never sent again.
    if (code.current) code.current.value = ''
    if (!isIn) return
    for (const field of secretFields) if (field) field.value = ''
    onDone?.()
  }

  const cancel = (): void => {
    if (isBusy) void bridge['session:cancel']()
    else onCancel()
  }

  const errorAt = (place: SignInPlace): string | null => {
    // Being asked for a code or a token is the next step, not a failure: the new field with the cursor says enough.
    const isStep = failure?.error.code === 'second_factor_needed' || failure?.error.code === 'not_offered'
    if (failure?.place !== place || isStep) return null
    return place === 'code' ? refusedCodeWords : adviceTextOf(failure.error, context)
  }
  const isReadOnly = start.isFixed || isBusy
  const fixedClass = start.isFixed ? 'bg-canvas text-muted' : undefined
  const formError = errorAt('form')
  return (
    <form noValidate onSubmit={(event) => void submit(event)} aria-busy={isBusy} className="grid gap-[18px]">
      {formError !== null && <Banner tone="problem">{formError}</Banner>}
      <Field
        label="Server address"
        error={errorAt('server')}
        {...(isBusy && progress ? { hint: <Looking>{progressWords(progress)}</Looking> } : {})}
      >
        {(control) => (
          <Input
            {...control}
            ref={server}
            inputMode="url"
            defaultValue={start.serverUrl}
            readOnly={isReadOnly}
            onChange={attempt.forgetServer}
            className={fixedClass}
            placeholder="https://hygiara.example.com"
          />
        )}
      </Field>
      {questions.length > 0 && (
        <EndpointQuestions
          questions={questions}
          answers={attempt.answers}
          onAnswer={attempt.setAnswers}
          isIncomplete={attempt.isIncomplete}
          boxRef={questionBox}
        />
      )}
      {/* Hidden and not gone: what was typed is there again when another server is meant. */}
      <div hidden={needsToken} className="grid gap-[18px] [&[hidden]]:hidden">
        <Field label="E-mail">
          {(control) => (
            <Input
              {...control}
              ref={email}
              inputMode="email"
              defaultValue={start.email}
              readOnly={isReadOnly}
              className={fixedClass}
            />
          )}
        </Field>
        <PasswordField inputRef={password} error={errorAt('password')} isReadOnly={isBusy} />
      </div>
      {needsToken && (
        <PasswordField
          label="Session token"
          hint="At this server, sign-in happens only through the web page. Sign in there, copy the token of that session and paste it here. It stays in memory and is gone when you quit."
          inputRef={token}
          error={errorAt('token')}
          isReadOnly={isBusy}
        />
      )}
      {attempt.needsCode && !needsToken && (
        <Field
          label="One-time code"
          error={errorAt('code')}
          hint="From the authenticator app of this account."
        >
          {(control) => (
            <Input
              {...control}
              ref={code}
              inputMode="numeric"
              maxLength={12}
              readOnly={isBusy}
              className="tabular bg-surface tracking-[0.06em] text-text"
            />
          )}
        </Field>
      )}
      {!needsToken && (
        <Switch
          label="Stay signed in"
          note={`Keeps a renewal token in ${keychainName}, so that the next start needs no password.`}
          isOn={staysSignedIn}
          onChange={setStaysSignedIn}
        />
      )}
      <div className="mt-1 flex items-center justify-between gap-2">
        <Button look="quiet" onClick={cancel} className="-ml-[13px]">
          Cancel
        </Button>
        <Button type="submit" look="primary" isBusy={isBusy} hint={isBusy ? undefined : 'Enter'}>
          {isBusy ? 'Signing in…' : 'Sign in'}
        </Button>
      </div>
    </form>
  )
}

/** Said as it goes on, to everybody. */
function Looking({ children }: { readonly children: string }) {
  return (
    <span role="status" className="block truncate">
      {children}
    </span>
  )
}

/** The first radio button of the first question without an answer. */
function focusFirstOpen(box: HTMLElement | null): void {
  const groups = [...(box?.querySelectorAll('[role=radiogroup]') ?? [])]
  const open = groups.find((group) => group.querySelector('[aria-checked=true]') === null) ?? groups[0]
  open?.querySelector<HTMLElement>('[role=radio]')?.focus()
}
