import { Eye, EyeOff } from 'lucide-react'
import { useState, type RefObject } from 'react'
import { Field } from '../ui/field.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Input } from '../ui/input.tsx'

interface PasswordFieldProps {
  readonly inputRef: RefObject<HTMLInputElement | null>
  readonly error: string | null
  readonly isReadOnly: boolean
}

/** Asks for a password, which can be looked at while one types. */
export function PasswordField({ inputRef, error, isReadOnly }: PasswordFieldProps) {
  const [isShown, setIsShown] = useState(false)
  return (
    <Field label="Password" error={error}>
      {(control) => (
        <Input
          {...control}
          ref={inputRef}
          type={isShown ? 'text' : 'password'}
          readOnly={isReadOnly}
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
  )
}
