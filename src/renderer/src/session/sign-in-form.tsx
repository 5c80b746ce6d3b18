import { Eye, EyeOff } from 'lucide-react'
import { useEffect, useRef, useState, type SyntheticEvent } from 'react'
import type { AppError } from '../../../shared/app-error.ts'
import { useFacts, useWordsContext } from '../app/facts.tsx'
import { bridge } from '../bridge.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Input } from '../ui/input.tsx'
import { Switch } from '../ui/switch.tsx'
import { adviceTextOf } from '../words/errors.ts'
import { placeOfSignInError } from './sign-in-error.ts'

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
 * Asks for what a sign-in needs. The password lives in its input and nowhere else; it is emptied once it was accepted.
 */
export function SignInForm({ start, onCancel, onDone }: SignInFormProps) {
  const { keychainName } = useFacts()
  const context = useWordsContext()
  const [isBusy, setIsBusy] = useState(false)
  const [isShown, setIsShown] = useState(false)
  const [staysSignedIn, setStaysSignedIn] = useState(start.staysSignedIn)
  const [error, setError] = useState<AppError | null>(null)
  const [asksForCode, setAsksForCode] = useState(false)
  const code = useRef<HTMLInputElement>(null)
  const server = useRef<HTMLInputElement>(null)
  const email = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)

  useEffect(() => {
    const firstEmpty = [server, email].find(({ current }) => current?.value === '') ?? password
    firstEmpty.current?.focus()
  }, [])

  useEffect(() => {
    if (asksForCode) code.current?.focus()
  }, [asksForCode])

  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault()
    const fields = { server: server.current, email: email.current, password: password.current }
    if (isBusy || !fields.server || !fields.email || !fields.password) return
    setIsBusy(true)
    setError(null)
    const answer = await bridge['session:signIn']({
      serverUrl: fields.server.value,
      email: fields.email.value,
      password: fields.password.value,
      ...(code.current ? { oneTimeCode: code.current.value } : {}),
      staysSignedIn
    })
    setIsBusy(false)
    if (answer.ok) {
      fields.password.value = ''
      onDone?.()
      return
    }
    if (answer.error.code === 'cancelled') return
    // Being asked for a code is the next step, not a failure. A code counts once, so it is never sent again.
    if (code.current) code.current.value = ''
    if (answer.error.code === 'second_factor_needed') {
      setAsksForCode(true)
      code.current?.focus()
      return
    }
    setError(answer.error)
    // The cursor goes to what has to be changed, with the text selected so that typing replaces it.
    const place = placeOfSignInError(answer.error)
    const field = place === 'server' ? fields.server : fields.password
    field.focus()
    field.select()
  }

  const cancel = (): void => {
    if (isBusy) void bridge['session:cancel']()
    else onCancel()
  }

  const place = error ? placeOfSignInError(error) : null
  const text = error ? adviceTextOf(error, context) : null
  const isReadOnly = start.isFixed || isBusy
  const fixedClass = start.isFixed ? 'bg-canvas text-muted' : undefined
  return (
    <form noValidate onSubmit={(event) => void submit(event)} aria-busy={isBusy} className="grid gap-[18px]">
      {place === 'form' && <Banner tone="problem">{text}</Banner>}
      <Field label="Server address" error={place === 'server' ? text : null}>
        {(control) => (
          <Input
            {...control}
            ref={server}
            type="text"
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
            type="text"
            inputMode="email"
            defaultValue={start.email}
            readOnly={isReadOnly}
            className={fixedClass}
          />
        )}
      </Field>
      <Field label="Password" error={place === 'password' ? text : null}>
        {(control) => (
          <Input
            {...control}
            ref={password}
            type={isShown ? 'text' : 'password'}
            readOnly={isBusy}
            trailing={
              <IconButton
                icon={isShown ? EyeOff : Eye}
                label={isShown ? 'Hide password' : 'Show password'}
                onClick={() => setIsShown(!isShown)}
              />
            }
          />
        )}
      </Field>
      {asksForCode && (
        <Field label="One-time code" hint="From the authenticator app of this account.">
          {(control) => (
            <Input
              {...control}
              ref={code}
              type="text"
              inputMode="numeric"
              readOnly={isBusy}
              className="mono bg-surface text-text"
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
