import { Check, type LucideIcon } from 'lucide-react'
import { RadioGroup } from 'radix-ui'
import { useId, type ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { submitOnEnter } from './submit-on-enter.ts'

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
  const { legend, lead, choices, value: chosen, onChange, columns, describedBy, children } = props
  const leadId = useId()
  return (
    <RadioGroup.Root asChild value={chosen}>
      <fieldset aria-describedby={describedBy ?? (lead && leadId)} className="min-w-0">
        <legend className={classNames('font-semi', lead === undefined && 'mb-1.5')}>{legend}</legend>
        {lead !== undefined && (
          <p id={leadId} className="mb-2.5 text-muted">
            {lead}
          </p>
        )}
        <div className={classNames('grid gap-2', columns)}>
          {choices.map(({ value, label, note, icon: Icon }) => (
            <RadioGroup.Item
              key={value}
              value={value}
              onClick={() => onChange(value)}
              // Radix moves the focus after the key press and chooses only while the key is still down then: too late
              // for a quick press. A radio button that has the focus is the chosen one.
              onFocus={() => value !== chosen && onChange(value)}
              onKeyDown={submitOnEnter}
              className="group relative flex min-w-0 items-center gap-3 rounded-lg border border-line-strong py-1.5 pr-2 pl-[11px] text-left leading-[17px] transition-colors hover:bg-hover data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft forced-colors:data-[state=checked]:border-[Highlight]"
            >
              {Icon && <Icon aria-hidden className="size-4 flex-none text-muted" />}
              <span className="min-w-0 text-xs leading-[17px] text-faint group-data-[state=checked]:text-muted">
                <span className="block truncate pr-4 text-base leading-[17px] font-semi text-text">
                  {label}
                </span>
                <span className="tabular block truncate">{note}</span>
              </span>
              <Check
                aria-hidden
                strokeWidth={2.5}
                className="invisible absolute top-2 right-2 size-3.5 text-accent group-data-[state=checked]:visible"
              />
            </RadioGroup.Item>
          ))}
        </div>
        {children}
      </fieldset>
    </RadioGroup.Root>
  )
}
