import { useId, type ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** One of several that exclude each other. */
export interface Choice<Value extends string> {
  readonly value: Value
  readonly label: string
  /** A muted second line. */
  readonly note?: string
}

interface ChoiceGridProps<Value extends string> {
  readonly legend: string
  readonly choices: readonly Choice<Value>[]
  readonly value: Value
  readonly onChange: (value: Value) => void
  /** Tailwind columns, for example `grid-cols-4`. */
  readonly columns: string
  /** What stands below and belongs to the group. */
  readonly describedBy?: string
  readonly children?: ReactNode
}

/** Radio buttons drawn as cards of one size, so that nothing moves when the choice does. */
export function ChoiceGrid<Value extends string>(props: ChoiceGridProps<Value>) {
  const name = useId()
  return (
    <fieldset aria-describedby={props.describedBy} className="min-w-0">
      <legend className="mb-1.5 font-semi">{props.legend}</legend>
      <div className={classNames('grid gap-2', props.columns)}>
        {props.choices.map(({ value, label, note }) => (
          <label
            key={value}
            className="focus-ring relative flex min-h-[38px] min-w-0 flex-col justify-center rounded-lg border border-line-strong px-[11px] py-[6px] leading-[17px] transition-colors hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft forced-colors:has-checked:border-[Highlight]"
          >
            <input
              type="radio"
              name={name}
              value={value}
              checked={value === props.value}
              onChange={() => props.onChange(value)}
              className="peer absolute inset-0 appearance-none opacity-0"
            />
            <span className="font-semi text-text">{label}</span>
            {note !== undefined && (
              <span className="tabular truncate text-xs text-faint peer-checked:text-muted">{note}</span>
            )}
          </label>
        ))}
      </div>
      {props.children}
    </fieldset>
  )
}
