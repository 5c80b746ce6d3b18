import { useEffect, useRef, useState, type SyntheticEvent } from 'react'
import type { AppError } from '../../../shared/app-error.ts'
import type { NoteField } from '../../../shared/key-notes.ts'
import { useWordsContext } from '../app/facts.tsx'
import { showToast } from '../app/toasts.ts'
import { view, viewNow } from '../app/view.ts'
import { bridge } from '../bridge.ts'
import { errorTextOf } from '../words/errors.ts'
import {
  changeDraft,
  draftProblemsOf,
  expiryChoiceOf,
  forgetDraft,
  notesOf,
  type CreateDraft,
  type DraftProblems
} from './create-draft.ts'

/** A control of the form that can be sent to be corrected, in their order on the page. */
const fieldOrder = ['name', 'expiry', 'noExpiryReason', 'owner', 'ticket', 'consumers'] as const
export type CreateField = (typeof fieldOrder)[number]

/** A text field, wherever it is. */
export type Control = HTMLInputElement | HTMLTextAreaElement

/** The form for a new key as its parts need it. */
export interface CreateForm {
  readonly isBusy: boolean
  readonly error: AppError | null
  readonly problems: DraftProblems
  /** Where a control is, so that the cursor can be put into it. */
  readonly controlOf: (field: CreateField) => (control: Control | null) => void
  readonly submit: (event: SyntheticEvent) => Promise<void>
  /** Notes what was typed; what was wrong with it is forgotten. */
  readonly change: (changes: Partial<CreateDraft>, field?: CreateField) => void
  readonly changeNotes: (changes: Partial<Record<NoteField, string>>) => void
  /** Does nothing while a request is on its way. */
  readonly close: () => void
}

/** What the form for a new key does: one press, one request; what is wrong is shown at its field. */
export function useCreateKey(draft: CreateDraft, now: number, isOffline: boolean): CreateForm {
  const context = useWordsContext()
  const [isBusy, setIsBusy] = useState(false)
  const [problems, setProblems] = useState<DraftProblems>({})
  const [error, setError] = useState<AppError | null>(null)
  const [refusals, setRefusals] = useState(0)
  const controls = useRef<Partial<Record<CreateField, Control | null>>>({})
  const isSending = useRef(false)

  // The purpose comes first on the page and may be left out; the name is what every key needs.
  useEffect(() => {
    controls.current.name?.focus()
    controls.current.name?.select()
  }, [])

  // After the page has what is wrong in it: the field may only have come into view with it.
  const firstWrong = useRef<CreateField | null>(null)
  useEffect(() => {
    if (firstWrong.current !== null) controls.current[firstWrong.current]?.focus()
  }, [refusals])

  const refuse = (found: DraftProblems): void => {
    const wrong = fieldOrder.find((field) => problemAt(found, field) !== null) ?? null
    if (wrong === 'owner' || wrong === 'ticket' || wrong === 'consumers')
      changeDraft({ isShowingNotes: true })
    firstWrong.current = wrong
    setProblems(found)
    setRefusals((count) => count + 1)
  }

  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault()
    // A ref, because a second Enter can come before the first has been rendered.
    if (isSending.current || isOffline) return
    setError(null)
    const found = draftProblemsOf(draft, now)
    const expiry = expiryChoiceOf(draft, now)
    if (found !== null || expiry === null) {
      refuse(found ?? {})
      return
    }
    setProblems({})
    isSending.current = true
    setIsBusy(true)
    const answer = await bridge['api-keys:create']({ name: draft.name.trim(), expiry, notes: notesOf(draft) })
    isSending.current = false
    if (answer.ok) {
      view.markNew(answer.value.key.id)
      forgetDraft()
      view.closeCreate()
      return
    }
    if (toldByCard.has(answer.error.code)) {
      // What was typed stays: another press of it, unchanged, is the same press to the server.
      view.closeCreate()
      return
    }
    setIsBusy(false)
    if (!viewNow().isCreating) {
      // The person has gone elsewhere in the meantime; what became of the key must reach them all the same.
      showToast({ id: 'create', tone: 'problem', text: errorTextOf(answer.error, context), isSticky: true })
    } else if (answer.error.code === 'key_refused' && (answer.error.name ?? answer.error.expiry) !== null) {
      refuse(answer.error)
    } else setError(answer.error)
  }

  const change: CreateForm['change'] = (changes, field) => {
    changeDraft(changes)
    if (field !== undefined) setProblems((before) => without(before, field))
  }

  return {
    isBusy,
    error,
    problems,
    controlOf: (field) => (control) => {
      controls.current[field] = control
    },
    submit,
    change,
    changeNotes: (changes) => {
      const [field] = Object.keys(changes) as NoteField[]
      change({ notes: { ...draft.notes, ...changes } }, field)
    },
    // A request on its way cannot be taken back, so neither Esc nor Cancel pretends to.
    close: () => {
      if (!isSending.current) view.closeCreate()
    }
  }
}

/** What the card above the list says better than a form: what became of the key. */
const toldByCard: ReadonlySet<AppError['code']> = new Set([
  'create_outcome_unknown',
  'create_running',
  'create_replayed'
])

const isNoteField = (field: CreateField): field is NoteField => field !== 'name' && field !== 'expiry'

function problemAt(problems: DraftProblems, field: CreateField): string | null {
  return (isNoteField(field) ? problems.notes?.[field] : problems[field]) ?? null
}

function without(problems: DraftProblems, field: CreateField): DraftProblems {
  return isNoteField(field)
    ? { ...problems, notes: { ...problems.notes, [field]: null } }
    : { ...problems, [field]: null }
}
