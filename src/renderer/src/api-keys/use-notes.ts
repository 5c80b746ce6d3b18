import { useEffect, useRef, useState, type RefObject, type SyntheticEvent } from 'react'
import type { AppError } from '../../../shared/app-error.ts'
import type { AnswerOf } from '../../../shared/ipc-contract.ts'
import { tidyNotes, type NoteField } from '../../../shared/key-notes.ts'
import { emptyNotes, type KeyNotes } from '../../../shared/key-record.ts'
import { useFacts } from '../app/facts.tsx'
import { showToast } from '../app/toasts.ts'
import { bridge } from '../bridge.ts'
import type { Toast } from '../ui/toast-region.tsx'
import { nameInText } from '../words/names.ts'
import { notKeptWords } from '../words/records.ts'
import {
  forgetNoteDraft,
  isChanged,
  keepNoteDraft,
  noteFields,
  noteProblemsOf,
  useNoteDraft
} from './note-drafts.ts'
import type { Control } from './use-create-key.ts'

interface NotesForm {
  readonly notes: KeyNotes
  readonly hasChanges: boolean
  readonly isBusy: boolean
  readonly error: AppError | null
  readonly problems: ReturnType<typeof noteProblemsOf>
  readonly controlOf: (field: NoteField) => (control: Control | null) => void
  readonly change: (changes: Partial<KeyNotes>) => void
  readonly discard: () => void
  readonly save: (event: SyntheticEvent) => Promise<void>
}

/** What the notes of a key do: kept as a draft while one types, saved on request, never lost by an error. */
export function useNotes(
  key: { readonly id: string; readonly name: string },
  saved: KeyNotes = emptyNotes,
  heading: RefObject<HTMLElement | null>,
  onDone: () => void
): NotesForm {
  const { keychainName } = useFacts()
  const notes = { ...saved, ...useNoteDraft(key.id) }
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const [problems, setProblems] = useState<ReturnType<typeof noteProblemsOf>>({})
  const controls = useRef<Partial<Record<NoteField, Control | null>>>({})
  const isSending = useRef(false)

  // After the page has what is wrong in it.
  useEffect(() => {
    const wrong = noteFields.find((field) => problems[field] !== undefined)
    if (wrong !== undefined) controls.current[wrong]?.focus()
  }, [problems])

  // In a low window the facts are read first, and the owner is a few presses of Tab away.
  useEffect(() => {
    const owner = controls.current.owner
    if (owner && isInView(owner)) owner.focus()
    else heading.current?.focus()
  }, [heading])

  const save = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault()
    if (isSending.current) return
    const found = noteProblemsOf(notes)
    setError(null)
    setProblems(found)
    if (Object.keys(found).length > 0) return
    if (!isChanged(notes, saved)) {
      forgetNoteDraft(key.id)
      onDone()
      return
    }
    isSending.current = true
    setIsBusy(true)
    const answer = await bridge['records:editNotes']({ id: key.id, notes: tidyNotes(notes) })
    isSending.current = false
    setIsBusy(false)
    if (!answer.ok && answer.error.code !== 'records_not_kept') {
      setError(answer.error)
      return
    }
    forgetNoteDraft(key.id)
    showToast(toastOf(nameInText(key.name), answer, keychainName))
    onDone()
  }

  return {
    notes,
    hasChanges: isChanged(notes, saved),
    isBusy,
    error,
    problems,
    controlOf: (field) => (control) => {
      controls.current[field] = control
    },
    change: (changes) => {
      if (isSending.current) return
      keepNoteDraft(key.id, changes)
    },
    discard: () => {
      forgetNoteDraft(key.id)
      setProblems({})
    },
    save
  }
}

/** Whether all of it can be seen without scrolling. */
function isInView(control: HTMLElement): boolean {
  const { left, top, bottom } = control.getBoundingClientRect()
  return [top, bottom - 1].every((y) => document.elementFromPoint(left + 8, y + 0.5) === control)
}

/** Where notes cannot be kept they still count until the end, and that is what is said. */
function toastOf(name: string, answer: AnswerOf<'records:editNotes'>, keychainName: string): Toast {
  if (answer.ok || answer.error.code !== 'records_not_kept') {
    return { id: 'notes', tone: 'done', text: `Saved the notes of ${name}.`, isSticky: false }
  }
  const { text } = notKeptWords(answer.error.notKept, keychainName)
  return { id: 'notes', tone: 'problem', text: `Noted for ${name}. ${text}`, isSticky: false }
}
