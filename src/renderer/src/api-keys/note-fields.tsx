import type { Ref } from 'react'
import { consumersOf, type NoteField, type NoteProblem } from '../../../shared/key-notes.ts'
import type { KeyNotes, Purpose } from '../../../shared/key-record.ts'
import { ChoiceGrid } from '../ui/choice-grid.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { TextArea } from '../ui/text-area.tsx'
import {
  consumersHint,
  noteProblemWords,
  offeredPurposes,
  purposeSpanWords,
  purposeWords,
  sharedAdvice
} from '../words/purposes.ts'
import type { Control } from './use-create-key.ts'

const problemText = (problem: NoteProblem | null): string | null =>
  problem === null ? null : noteProblemWords(problem)

interface PurposeChooserProps {
  readonly legend: string
  readonly columns: string
  /** Set before the span of each purpose. */
  readonly spanPrefix?: string
  readonly value: Purpose | null
  readonly onChange: (purpose: Purpose | null) => void
}

/** What a key is for. May be left out: a purpose that nobody chose would be noted as if somebody had. */
export function PurposeChooser({ legend, columns, spanPrefix = '', value, onChange }: PurposeChooserProps) {
  return (
    <ChoiceGrid
      legend={legend}
      isOptional
      columns={columns}
      markBeside="note"
      choices={offeredPurposes.map((purpose) => ({
        value: purpose,
        label: purposeWords(purpose),
        note: spanPrefix + purposeSpanWords(purpose)
      }))}
      value={value}
      onChange={onChange}
      onClear={() => onChange(null)}
    />
  )
}

interface ReasonFieldProps {
  readonly ref?: Ref<HTMLInputElement>
  readonly isRequired?: boolean
  readonly value: string
  readonly problem: NoteProblem | null
  readonly isReadOnly: boolean
  readonly onChange: (reason: string) => void
}

/** Why a key never expires, in one line. */
export function ReasonField({
  ref,
  isRequired = false,
  value,
  problem,
  isReadOnly,
  onChange
}: ReasonFieldProps) {
  return (
    <Field label="Why it needs no end" error={problemText(problem)}>
      {(control) => (
        <Input
          {...control}
          ref={ref}
          aria-required={isRequired || undefined}
          placeholder="e.g. a device that can't take a new key"
          value={value}
          readOnly={isReadOnly}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}

interface NoteFieldsProps {
  readonly notes: KeyNotes
  readonly problems: Partial<Readonly<Record<NoteField, NoteProblem | null>>>
  readonly isReadOnly: boolean
  /** Tailwind columns of owner and ticket. */
  readonly columns: string
  readonly controlOf: (field: NoteField) => (control: Control | null) => void
  readonly onChange: (changes: Partial<Record<NoteField, string>>) => void
}

/** Owner, ticket and consumers. */
export function NoteFields({ notes, problems, isReadOnly, columns, controlOf, onChange }: NoteFieldsProps) {
  const isShared = consumersOf(notes).length > 1
  return (
    <>
      <div className={columns}>
        <Field label="Owner" error={problemText(problems.owner ?? null)}>
          {(control) => (
            <Input
              {...control}
              ref={controlOf('owner')}
              placeholder="e.g. Platform team"
              value={notes.owner}
              readOnly={isReadOnly}
              onChange={(event) => onChange({ owner: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field label="Ticket" error={problemText(problems.ticket ?? null)}>
          {(control) => (
            <Input
              {...control}
              ref={controlOf('ticket')}
              placeholder="e.g. PLAT-1432"
              value={notes.ticket}
              readOnly={isReadOnly}
              onChange={(event) => onChange({ ticket: event.currentTarget.value })}
            />
          )}
        </Field>
      </div>
      <Field
        label="Consumers"
        hint={consumersHint}
        warning={isShared ? sharedAdvice : null}
        error={problemText(problems.consumers ?? null)}
      >
        {(control) => (
          <TextArea
            {...control}
            ref={controlOf('consumers')}
            placeholder="e.g. GitHub Actions in acme/api"
            value={notes.consumers}
            readOnly={isReadOnly}
            onChange={(event) => onChange({ consumers: event.currentTarget.value })}
          />
        )}
      </Field>
    </>
  )
}
