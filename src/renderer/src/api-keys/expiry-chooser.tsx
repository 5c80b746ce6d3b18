import { TriangleAlert } from 'lucide-react'
import { useId, type Ref } from 'react'
import { dayAfter, expiryPresetDays, expiryProblemOf } from '../../../shared/expiry.ts'
import { ChoiceGrid, type Choice } from '../ui/choice-grid.tsx'
import { FieldNote } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { dayWords, systemTimeStyle } from '../words/dates.ts'
import { chosenDayProblemWords, expiryLine, expiryProblemWords, noExpiryWarning } from '../words/expiry.ts'
import { spanWords } from '../words/purposes.ts'
import { expiryChoiceOf, type CreateDraft, type DraftProblems, type ExpiryOption } from './create-draft.ts'
import { ReasonField } from './note-fields.tsx'

interface ExpiryChooserProps {
  readonly draft: CreateDraft
  readonly now: number
  readonly problems: DraftProblems
  readonly isReadOnly: boolean
  readonly dayControl: Ref<HTMLInputElement>
  readonly reasonControl: Ref<HTMLInputElement>
  readonly onChange: (changes: Partial<CreateDraft>) => void
  readonly onReason: (reason: string) => void
}

/** When the key ends: a span, a day, or never and why. Each choice shows the day it means. */
export function ExpiryChooser(props: ExpiryChooserProps) {
  const { draft, now, problems, isReadOnly, dayControl, reasonControl, onChange, onReason } = props
  const noteId = useId()
  const error = expiryErrorOf(draft, now, problems)
  return (
    <ChoiceGrid
      legend="Expires"
      columns="grid-cols-2 narrow:grid-cols-4"
      describedBy={noteId}
      choices={choicesAt(now, draft)}
      value={draft.option}
      onChange={(option) => onChange({ option, isEndChosen: true })}
    >
      {draft.option === 'date' && (
        <div className="mt-2">
          {/* Without `min`: a day that cannot be chosen would be grey and nothing would say why. */}
          <Input
            ref={dayControl}
            type="date"
            aria-label="Last day, in UTC"
            aria-invalid={error === null ? undefined : true}
            aria-describedby={noteId}
            readOnly={isReadOnly}
            value={draft.pickedDay}
            onChange={(event) => onChange({ pickedDay: event.currentTarget.value, isEndChosen: true })}
            className="tabular bg-surface text-text"
          />
        </div>
      )}
      {draft.option === 'never' ? (
        <div className="mt-1.5 grid gap-4">
          <p id={noteId} className="flex items-start gap-1.5 text-[12.5px] text-amber">
            <TriangleAlert aria-hidden className="mt-[3px] size-3.5 flex-none" />
            {noExpiryWarning}
          </p>
          <ReasonField
            ref={reasonControl}
            isRequired
            value={draft.notes.noExpiryReason}
            problem={problems.notes?.noExpiryReason ?? null}
            isReadOnly={isReadOnly}
            onChange={onReason}
          />
        </div>
      ) : (
        <FieldNote id={noteId} error={error}>
          {lineOf(draft, now)}
        </FieldNote>
      )}
    </ChoiceGrid>
  )
}

function choicesAt(now: number, draft: CreateDraft): readonly Choice<ExpiryOption>[] {
  const spans = expiryPresetDays.map((days) => ({
    value: `${days}` as const,
    label: spanWords(days),
    note: dayWords(dayAfter(now, days))
  }))
  const isDay = draft.pickedDay !== '' && expiryProblemOf(draft.pickedDay, now) !== 'not-a-date'
  return [
    ...spans,
    { value: 'date', label: 'Pick a date', note: isDay ? dayWords(draft.pickedDay) : 'A day you choose' },
    { value: 'never', label: 'No expiry', note: 'Until it is revoked' }
  ]
}

/** What is wrong with the day: at once for a complete one, otherwise once somebody has tried to go on. */
function expiryErrorOf(draft: CreateDraft, now: number, problems: DraftProblems): string | null {
  const choice = expiryChoiceOf(draft, now)
  const problem = choice?.kind === 'day' ? expiryProblemOf(choice.day, now) : null
  if (problem !== null) return chosenDayProblemWords(problem, draft.pickedDay, now, systemTimeStyle())
  return problems.expiry == null ? null : expiryProblemWords(problems.expiry)
}

function lineOf(draft: CreateDraft, now: number): string {
  const choice = expiryChoiceOf(draft, now)
  return choice?.kind === 'day'
    ? expiryLine(choice.day, systemTimeStyle())
    : 'The key works through the end of that day, in UTC.'
}
