import { ChevronRight } from 'lucide-react'
import { useId } from 'react'
import { shownName } from '../../../shared/shown-name.ts'
import { classNames } from '../ui/class-names.ts'
import { changeDraft, notesOf, type CreateDraft } from './create-draft.ts'
import { NoteFields } from './note-fields.tsx'
import { NotKeptLine } from './not-kept-line.tsx'
import type { CreateForm } from './use-create-key.ts'

interface CreateNotesProps {
  readonly draft: CreateDraft
  readonly form: CreateForm
}

/** Who owns the key and what uses it; folded away, because a key can be made without it and noted later. */
export function CreateNotes({ draft, form }: CreateNotesProps) {
  const id = useId()
  const { isShowingNotes } = draft
  const { owner, ticket, consumers } = notesOf(draft)
  const summary = [owner, ticket, consumers.replaceAll('\n', ', ')].filter((note) => note !== '').join(' · ')
  return (
    <div>
      <button
        type="button"
        aria-expanded={isShowingNotes}
        aria-controls={id}
        onClick={() => changeDraft({ isShowingNotes: !isShowingNotes })}
        className="-ml-1 flex max-w-full items-center gap-1 rounded-md py-0.5 pr-2 pl-0.5 text-left hover:bg-hover"
      >
        <ChevronRight
          aria-hidden
          className={classNames(
            'size-4 flex-none text-faint transition-transform',
            isShowingNotes && 'rotate-90'
          )}
        />
        <span className="flex-none font-semi">Owner, ticket, consumers</span>
        <span className="truncate text-faint">
          {isShowingNotes || summary === '' ? 'optional' : <bdi>{shownName(summary)}</bdi>}
        </span>
      </button>
      <div id={id} hidden={!isShowingNotes} className="mt-3 grid gap-4">
        <NoteFields
          notes={draft.notes}
          problems={form.problems.notes ?? {}}
          isReadOnly={form.isBusy}
          columns="grid gap-4 narrow:grid-cols-2 narrow:gap-2"
          controlOf={form.controlOf}
          onChange={form.changeNotes}
        />
        <NotKeptLine />
      </div>
    </div>
  )
}
