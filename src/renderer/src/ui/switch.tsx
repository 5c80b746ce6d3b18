import { useId, type ReactNode } from 'react'
import { classNames } from './class-names.ts'

interface SwitchProps {
  readonly label: string
  readonly note?: ReactNode
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

/** On or off, with its words to the right. */
export function Switch({ label, note, isOn, onChange }: SwitchProps) {
  const noteId = useId()
  return (
    <label
      className={classNames('flex min-h-7 gap-2.5', note === undefined ? 'items-center' : 'items-start')}
    >
      <span className="focus-ring relative h-[18px] w-[30px] flex-none rounded-full">
        <input
          type="checkbox"
          role="switch"
          checked={isOn}
          onChange={(event) => onChange(event.currentTarget.checked)}
          aria-describedby={note === undefined ? undefined : noteId}
          className="peer absolute inset-0 m-0 appearance-none rounded-full border border-input bg-surface transition-colors outline-none checked:border-accent checked:bg-accent forced-colors:checked:bg-[Highlight]"
        />
        <span className="pointer-events-none absolute top-[4px] left-[4px] size-[10px] rounded-full bg-input transition-transform peer-checked:translate-x-3 peer-checked:bg-on-accent forced-colors:bg-[ButtonText]" />
      </span>
      <span className="min-w-0">
        <span className="font-medium">{label}</span>
        {note !== undefined && (
          <span id={noteId} className="block text-[12.5px] leading-[18px] text-faint">
            {note}
          </span>
        )}
      </span>
    </label>
  )
}
