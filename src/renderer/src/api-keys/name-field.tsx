import type { Ref } from 'react'
import { inventoryMirror } from '../mirrors.ts'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { LiveRegion } from '../ui/live-region.tsx'
import { nameHelp, nameProblemWords } from '../words/names.ts'
import type { DraftProblems } from './create-draft.ts'
import { useNameWarning } from './use-name-warning.ts'

interface NameFieldProps {
  readonly ref: Ref<HTMLInputElement>
  readonly name: string
  readonly now: number
  readonly problem: DraftProblems['name']
  readonly isReadOnly: boolean
  readonly onChange: (name: string) => void
}

/** The name of a new key, with one line below: what is wrong, what could be better, or how names are meant. */
export function NameField({ ref, name, now, problem, isReadOnly, onChange }: NameFieldProps) {
  const { keys } = inventoryMirror.useValue()
  const warning = useNameWarning(name, keys, now)
  return (
    <div>
      {/* Room for the longest line in a narrow window: what stands below does not move while one types. */}
      <div className="min-h-[110px] narrow:min-h-[90px]">
        <Field
          label="Name"
          hint={nameHelp}
          warning={warning}
          error={problem == null ? null : nameProblemWords(problem)}
        >
          {(control) => (
            <Input
              {...control}
              ref={ref}
              aria-required
              value={name}
              readOnly={isReadOnly}
              onChange={(event) => onChange(event.currentTarget.value)}
            />
          )}
        </Field>
      </div>
      <LiveRegion>{warning ?? ''}</LiveRegion>
    </div>
  )
}
