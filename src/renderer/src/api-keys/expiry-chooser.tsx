import { TriangleAlert } from 'lucide-react'
import { useId, type RefObject } from 'react'
import { dayAfter, expiryPresetDays, expiryProblemOf } from '../../../shared/expiry.ts'
import { ChoiceGrid, type Choice } from '../ui/choice-grid.tsx'
import { FieldNote } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { dayWords, systemTimeStyle } from '../words/dates.ts'
import { expiryLine, noExpiryWarning } from '../words/expiry.ts'
import { expiryChoiceOf, type CreateDraft, type ExpiryOption } from './create-draft.ts'

interface ExpiryChooserProps {
  readonly draft: CreateDraft
  readonly now: number
  readonly dayRef: RefObject<HTMLInputElement | null>
  readonly error: string | null
  readonly onChange: (changes: Partial<CreateDraft>) => void
}

/** When the key ends: a span, a day, or never. Each choice shows the day it means. */
export function ExpiryChooser({ draft, now, dayRef, error, onChange }: ExpiryChooserProps) {
  const noteId = useId()
  return (
    <ChoiceGrid
      legend="Expires"
      columns="grid-cols-2 narrow:grid-cols-4"
      describedBy={noteId}
      choices={choicesAt(now, draft)}
      value={draft.option}
      onChange={(option) => onChange({ option })}
    >
      {draft.option === 'date' && (
        <div className="mt-2">
          <Input
            ref={dayRef}
            type="date"
            aria-label="Last day, in UTC"
            aria-invalid={error === null ? undefined : true}
            aria-describedby={noteId}
            min={dayAfter(now, 1)}
            value={draft.pickedDay}
            onChange={(event) => onChange({ pickedDay: event.currentTarget.value })}
            className="tabular bg-surface text-text"
          />
        </div>
      )}
      <Note id={noteId} draft={draft} now={now} error={error} />
    </ChoiceGrid>
  )
}

function choicesAt(now: number, draft: CreateDraft): readonly Choice<ExpiryOption>[] {
  const spans = expiryPresetDays.map((days) => ({
    value: `${days}` as const,
    label: days === 365 ? '1 year' : `${days} days`,
    note: dayWords(dayAfter(now, days))
  }))
  const picked = draft.pickedDay === '' ? 'A day you choose' : dayWords(draft.pickedDay)
  return [
    ...spans,
    { value: 'date', label: 'Pick a date', note: picked },
    { value: 'never', label: 'No expiry', note: 'Until it is revoked' }
  ]
}

function Note({
  id,
  draft,
  now,
  error
}: Pick<ExpiryChooserProps, 'draft' | 'now' | 'error'> & { readonly id: string }) {
  if (draft.option === 'never') {
    return (
      <p id={id} className="mt-1.5 flex items-start gap-1.5 text-[12.5px] text-amber">
        <TriangleAlert aria-hidden className="mt-[3px] size-3.5 flex-none" />
        {noExpiryWarning}
      </p>
    )
  }
  const choice = expiryChoiceOf(draft, now)
  const isComplete = choice?.kind === 'day' && expiryProblemOf(choice.day, now) === null
  return (
    <FieldNote id={id} error={error}>
      {isComplete
        ? expiryLine(choice.day, systemTimeStyle())
        : 'The key works through the end of that day, in UTC.'}
    </FieldNote>
  )
}
