import { useEffect, useRef, useState, type SyntheticEvent } from 'react'
import type { AppError } from '../../../shared/app-error.ts'
import { useFacts, useWordsContext } from '../app/facts.tsx'
import { bridge } from '../bridge.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { Switch } from '../ui/switch.tsx'
import { adviceTextOf, refusedCodeWords } from '../words/errors.ts'
import { PasswordField } from './password-field.tsx'
import { placeOfSignInError, type SignInPlace } from './sign-in-error.ts'

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

interface Failure {
  readonly error: AppError
  readonly place: SignInPlace
}

/**
 * Asks for what a sign-in needs. Password and code live in their inputs and nowhere else; they are emptied once they
 * were accepted.
 */
export function SignInForm({ start, onCancel, onDone }: SignInFormProps) {
  const { keychainName } = useFacts()
  const context = useWordsContext()
  const [isBusy, setIsBusy] = useState(false)
  const [staysSignedIn, setStaysSignedIn] = useState(start.staysSignedIn)
  const [needsCode, setNeedsCode] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const server = useRef<HTMLInputElement>(null)
  const email = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const code = useRef<HTMLInputElement>(null)

  useEffect(() => {
    const firstEmpty = [server, email].find(({ current }) => current?.value === '') ?? password
    firstEmpty.current?.focus()
  }, [])

  // The cursor goes to what has to be changed, with the text selected so that typing replaces it. In an effect,
  // because the field for the code may only just have appeared.
  useEffect(() => {
    if (!failure) return
    const field = { server, password, code, form: password }[failure.place].current
    field?.focus()
    field?.select()
  }, [failure])

  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault()
    if (isBusy || !server.current || !email.current || !password.current) return
    const oneTimeCode = code.current?.value.trim() ?? ''
    // By the time of the answer this form may be gone and the refs with it; what was typed would stay in its fields.
    const secretFields = [password.current, code.current]
    setIsBusy(true)
    setFailure(null)
    const answer = await bridge['session:signIn']({
      serverUrl: server.current.value,
      email: email.current.value,
      password: password.current.value,
      ...(oneTimeCode === '' ? {} : { oneTimeCode }),
      staysSignedIn
    })
    setIsBusy(false)
    if (answer.ok) {
      for (const field of secretFields) if (field) field.value = ''
      onDone?.()
      return
    }
    const { error } = answer
    if (error.code === 'cancelled') return
    // A code counts once, so it is never sent again.
    if (code.current) code.current.value = ''
    setNeedsCode((isNeeded) => isNeeded || error.code === 'second_factor_needed')
    setFailure({ error, place: placeOfSignInError(error, oneTimeCode !== '') })
  }

  const cancel = (): void => {
    if (isBusy) void bridge['session:cancel']()
    else onCancel()
  }

  const errorAt = (place: SignInPlace): string | null => {
    // Being asked for a code is the next step, not a failure: the new field with the cursor in it says enough.
    if (failure?.place !== place || failure.error.code === 'second_factor_needed') return null
    return place === 'code' ? refusedCodeWords : adviceTextOf(failure.error, context)
  }
  const isReadOnly = start.isFixed || isBusy
  const fixedClass = start.isFixed ? 'bg-canvas text-muted' : undefined
  const formError = errorAt('form')
  return (
    <form noValidate onSubmit={(event) => void submit(event)} aria-busy={isBusy} className="grid gap-[18px]">
      {formError !== null && <Banner tone="problem">{formError}</Banner>}
      <Field label="Server address" error={errorAt('server')}>
        {(control) => (
          <Input
            {...control}
            ref={server}
            inputMode="url"
            defaultValue={start.serverUrl}
            readOnly={isReadOnly}
            className={fixedClass}
            placeholder="https://hygiara.example.com"
          />
        )}
      </Field>
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
      {needsCode && (
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
      <Switch
        label="Stay signed in"
        note={`Keeps a renewal token in ${keychainName}, so that the next start needs no password.`}
        isOn={staysSignedIn}
        onChange={setStaysSignedIn}
      />
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
