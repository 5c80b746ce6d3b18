import { Check, type LucideIcon } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** One of several that exclude each other. */
export interface Choice<Value extends string> {
  readonly value: Value
  readonly label: string
  /** A muted second line. */
  readonly note: string
  readonly icon?: LucideIcon
}

interface ChoiceGridProps<Value extends string> {
  readonly legend: string
  /** A sentence below the legend. */
  readonly lead?: string
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
  const leadId = useId()
  return (
    <fieldset aria-describedby={props.describedBy ?? (props.lead && leadId)} className="min-w-0">
      <legend className={classNames('font-semi', props.lead === undefined && 'mb-1.5')}>
        {props.legend}
      </legend>
      {props.lead !== undefined && (
        <p id={leadId} className="mb-2.5 text-muted">
          {props.lead}
        </p>
      )}
      <div className={classNames('grid gap-2', props.columns)}>
        {props.choices.map(({ value, label, note, icon: Icon }) => (
          <label
            key={value}
            className="focus-ring relative flex min-w-0 items-center gap-3 rounded-lg border border-line-strong py-1.5 pr-2 pl-[11px] leading-[17px] transition-colors hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft forced-colors:has-checked:border-[Highlight]"
          >
            <input
              type="radio"
              name={name}
              value={value}
              checked={value === props.value}
              onChange={() => props.onChange(value)}
              className="peer absolute inset-0 appearance-none opacity-0"
            />
            {Icon && <Icon aria-hidden className="size-4 flex-none text-muted" />}
            <span className="min-w-0 text-xs leading-[17px] text-faint peer-checked:text-muted">
              <span className="block truncate pr-4 text-base leading-[17px] font-semi text-text">
                {label}
              </span>
              <span className="tabular block truncate">{note}</span>
            </span>
            <Check
              aria-hidden
              strokeWidth={2.5}
              className="invisible absolute top-2 right-2 size-3.5 text-accent peer-checked:visible"
            />
          </label>
        ))}
      </div>
      {props.children}
    </fieldset>
  )
}
