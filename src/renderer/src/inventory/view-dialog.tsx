import { useRef, useState, type SyntheticEvent } from 'react'
import type { AppError } from '../../../shared/app-error.ts'
import { longestViewName, type SavedView } from '../../../shared/inventory-view.ts'
import { useWordsContext } from '../app/facts.tsx'
import { focusSearch } from '../app/focus-places.ts'
import { bridge } from '../bridge.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { errorTextOf } from '../words/errors.ts'
import { viewProblemWords } from '../words/views.ts'
import { table } from './table-state.ts'

interface ViewDialogProps {
  /** `id: null`: a new one. */
  readonly view: Omit<SavedView, 'id'> & { readonly id: string | null }
  readonly onClose: () => void
}

/** Asks for the name of a view. */
export function ViewDialog({ view, onClose }: ViewDialogProps) {
  const context = useWordsContext()
  const input = useRef<HTMLInputElement>(null)
  const [name, setName] = useState(view.name)
  const [error, setError] = useState<AppError | null>(null)
  const isNew = view.id === null

  const save = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault()
    const answer = await bridge['views:save']({ ...view, name })
    // A view that cannot be kept counts for this run; that is said, and the dialog has done its work.
    if (!answer.ok && answer.error.code !== 'settings_not_saved') {
      setError(answer.error)
      input.current?.focus()
      return
    }
    if (answer.ok) table.showView({ id: answer.value.id, query: view.query })
    onClose()
  }

  const problem = error?.code === 'view_refused' ? viewProblemWords(error.problem) : null
  return (
    <Dialog
      title={isNew ? 'Save this search as a view' : 'Rename view'}
      onClose={onClose}
      initialFocus={input}
      fallbackFocus={() => {
        focusSearch()
        return null
      }}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="view-form">
            {isNew ? 'Save view' : 'Rename'}
          </Button>
        </>
      }
    >
      <form id="view-form" noValidate onSubmit={(event) => void save(event)} className="grid gap-3">
        {error && problem === null && <Banner tone="problem">{errorTextOf(error, context)}</Banner>}
        <Field
          label="Name"
          hint={
            <>
              It keeps the search <span className="mono break-words text-muted">{view.query}</span> and how
              the table is sorted.
            </>
          }
          error={problem}
        >
          {(control) => (
            <Input
              {...control}
              ref={input}
              value={name}
              maxLength={4 * longestViewName}
              onChange={(event) => {
                setName(event.currentTarget.value)
                setError(null)
              }}
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}
