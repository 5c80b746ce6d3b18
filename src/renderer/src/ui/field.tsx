import { CircleAlert, TriangleAlert } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** What a field passes to its control, so that label, hint and error belong to it for everybody. */
export interface ControlProps {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

interface FieldProps {
  readonly label: string
  /** Says so beside the label. */
  readonly isOptional?: boolean
  readonly hint?: ReactNode
  /** What is wrong, in words; stands in the place of the hint. */
  readonly error?: string | null
  /** What could be better; stands there while nothing is wrong, and keeps nobody from going on. */
  readonly warning?: string | null
  readonly children: (control: ControlProps) => ReactNode
}

/** A label, its control, and one line below that is either a hint or an error. */
export function Field({
  label,
  isOptional = false,
  hint,
  error = null,
  warning = null,
  children
}: FieldProps) {
  const id = useId()
  const noteId = `${id}-note`
  const hasNote = error !== null || warning !== null || hint !== undefined
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block font-semi">
        {label}
        {isOptional && <span className="font-normal text-faint"> optional</span>}
      </label>
      {children({
        id,
        'aria-describedby': hasNote ? noteId : undefined,
        'aria-invalid': error === null ? undefined : true
      })}
      {hasNote && (
        <FieldNote id={noteId} error={error} warning={warning}>
          {hint}
        </FieldNote>
      )}
    </div>
  )
}

interface FieldNoteProps {
  readonly id: string
  readonly error: string | null
  readonly warning?: string | null
  readonly children?: ReactNode
}

/** The line below a control: an error, a warning, or the hint. */
export function FieldNote({ id, error, warning = null, children }: FieldNoteProps) {
  const said = error ?? warning
  if (said === null) {
    return (
      <p id={id} className="mt-1.5 text-[12.5px] text-faint">
        {children}
      </p>
    )
  }
  const Icon = error === null ? TriangleAlert : CircleAlert
  return (
    <p
      id={id}
      className={classNames(
        'mt-1.5 flex items-start gap-1.5 text-[12.5px] break-words',
        error === null ? 'text-amber' : 'text-danger'
      )}
    >
      <Icon aria-hidden className="mt-[3px] size-3.5 flex-none" />
      <span className="min-w-0">{said}</span>
    </p>
  )
}
