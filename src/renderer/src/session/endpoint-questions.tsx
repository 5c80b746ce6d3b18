import { useId, type RefObject } from 'react'
import type { DescribedOperation, MappingChoice, MappingQuestion } from '../../../shared/api-mapping.ts'
import { shownName } from '../../../shared/shown-name.ts'
import { ChoiceGrid, type Choice } from '../ui/choice-grid.tsx'
import { FieldNote } from '../ui/field.tsx'

/** What was picked for each question, by part: the place of a choice, or `none`. */
export type Answers = Readonly<Partial<Record<MappingQuestion['part'], string>>>

interface EndpointQuestionsProps {
  readonly questions: readonly MappingQuestion[]
  readonly answers: Answers
  readonly onAnswer: (answers: Answers) => void
  /** Those without an answer are pointed out. */
  readonly isIncomplete: boolean
  readonly boxRef: RefObject<HTMLDivElement | null>
}

const none = 'none'

/** What only a person can decide about a server's reference, in place. */
export function EndpointQuestions({
  questions,
  answers,
  onAnswer,
  isIncomplete,
  boxRef
}: EndpointQuestionsProps) {
  return (
    <div ref={boxRef} className="grid gap-4 border-y border-line py-4">
      <p className="text-muted">
        The server&apos;s reference leaves this open. Nothing is created or revoked with a request that you
        haven&apos;t chosen.
      </p>
      {questions.map((question) => (
        <Question
          key={question.part}
          question={question}
          answer={answers[question.part] ?? null}
          isMissed={isIncomplete && answers[question.part] === undefined}
          onAnswer={(answer) => onAnswer({ ...answers, [question.part]: answer })}
        />
      ))}
    </div>
  )
}

interface QuestionProps {
  readonly question: MappingQuestion
  readonly answer: string | null
  readonly isMissed: boolean
  readonly onAnswer: (answer: string) => void
}

function Question({ question: { part, text, choices }, answer, isMissed, onAnswer }: QuestionProps) {
  const noteId = useId()
  const all: readonly Choice<string>[] = [
    ...choices.map((operation, place) => ({
      value: String(place),
      label: labelOf(operation),
      note: `${operation.method} ${shownName(operation.path)}`,
      isCode: true
    })),
    { value: none, label: 'None of these', note: offNotes[part] ?? '' }
  ]
  return (
    <ChoiceGrid
      legend={text}
      columns="grid-cols-1"
      choices={all}
      value={answer}
      onChange={onAnswer}
      {...(isMissed ? { describedBy: noteId } : {})}
    >
      {isMissed && <FieldNote id={noteId} error="Choose one, or None of these." />}
    </ChoiceGrid>
  )
}

const offNotes: Readonly<Partial<Record<MappingQuestion['part'], string>>> = {
  create: 'Creating keys stays off',
  revoke: 'Revoking keys stays off',
  'sign-in': 'A session token is pasted instead'
}

const labelOf = ({ summary, path }: DescribedOperation): string => shownName(summary === '' ? path : summary)

/** The answers as main takes them; `null` while one is missing. */
export function choicesOf(
  questions: readonly MappingQuestion[],
  answers: Answers
): readonly MappingChoice[] | null {
  const choices = questions.map(({ part, choices }): MappingChoice | null => {
    const answer = answers[part]
    if (answer === undefined) return null
    const picked = answer === none ? undefined : choices[Number(answer)]
    return { part, operation: picked ? { method: picked.method, path: picked.path } : null }
  })
  return choices.every((choice) => choice !== null) ? choices : null
}
