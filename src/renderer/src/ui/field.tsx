import { CircleAlert } from 'lucide-react'
import { useId, type ReactNode } from 'react'

/** What a field passes to its control, so that label, hint and error belong to it for everybody. */
export interface ControlProps {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

interface FieldProps {
  readonly label: string
  readonly hint?: ReactNode
  /** What is wrong, in words; stands in the place of the hint. */
  readonly error?: string | null
  readonly children: (control: ControlProps) => ReactNode
}

/** A label, its control, and one line below that is either a hint or an error. */
export function Field({ label, hint, error = null, children }: FieldProps) {
  const id = useId()
  const noteId = `${id}-note`
  const hasNote = error !== null || hint !== undefined
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block font-semi">
        {label}
      </label>
      {children({
        id,
        'aria-describedby': hasNote ? noteId : undefined,
        'aria-invalid': error === null ? undefined : true
      })}
      {hasNote && (
        <FieldNote id={noteId} error={error}>
          {hint}
        </FieldNote>
      )}
    </div>
  )
}

interface FieldNoteProps {
  readonly id: string
  readonly error: string | null
  readonly children?: ReactNode
}

/** The line below a control. */
export function FieldNote({ id, error, children }: FieldNoteProps) {
  return error === null ? (
    <p id={id} className="mt-1.5 text-[12.5px] text-faint">
      {children}
    </p>
  ) : (
    <p id={id} className="mt-1.5 flex items-start gap-1.5 text-[12.5px] text-danger">
      <CircleAlert aria-hidden className="mt-[3px] size-3.5 flex-none" />
      {error}
    </p>
  )
}
