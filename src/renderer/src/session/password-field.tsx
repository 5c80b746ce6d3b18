import { Eye, EyeOff } from 'lucide-react'
import { useState, type RefObject } from 'react'
import { Field } from '../ui/field.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Input } from '../ui/input.tsx'

interface PasswordFieldProps {
  /** `Password` unless said otherwise. */
  readonly label?: string
  readonly hint?: string
  readonly inputRef: RefObject<HTMLInputElement | null>
  readonly error: string | null
  readonly isReadOnly: boolean
}

/** Asks for a password, or something as private, which can be looked at while one types. */
export function PasswordField({ label = 'Password', hint, inputRef, error, isReadOnly }: PasswordFieldProps) {
  const what = label.toLowerCase()
  const [isShown, setIsShown] = useState(false)
  return (
    <Field label={label} error={error} {...(hint === undefined ? {} : { hint })}>
      {(control) => (
        <Input
          {...control}
          ref={inputRef}
          type={isShown ? 'text' : 'password'}
          readOnly={isReadOnly}
          trailing={
            <IconButton
              icon={isShown ? EyeOff : Eye}
              label={`${isShown ? 'Hide' : 'Show'} ${what}`}
              onClick={() => setIsShown(!isShown)}
            />
          }
        />
      )}
    </Field>
  )
}
