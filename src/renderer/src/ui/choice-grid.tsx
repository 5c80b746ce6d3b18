import { Check, type LucideIcon } from 'lucide-react'
import { RadioGroup } from 'radix-ui'
import { useId, useRef, type ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { submitOnEnter } from './submit-on-enter.ts'

/** One of several that exclude each other. */
export interface Choice<Value extends string> {
  readonly value: Value
  readonly label: string
  /** A muted second line. */
  readonly note: string
  /** The note is written as code is; it and the label are shown whole. */
  readonly isCode?: boolean
  readonly icon?: LucideIcon
}

interface ChoiceGridProps<Value extends string> {
  readonly legend: string
  /** Says so beside the legend. */
  readonly isOptional?: boolean
  /** A sentence below the legend. */
  readonly lead?: string
  readonly choices: readonly Choice<Value>[]
  /** `null`: none is chosen yet. */
  readonly value: Value | null
  readonly onChange: (value: Value) => void
  /** For a choice that may be left out: a press on the chosen one takes it back. */
  readonly onClear?: () => void
  /** Tailwind columns, for example `grid-cols-4`. */
  readonly columns: string
  /** Where the check mark of the chosen one has room; beside the label unless said otherwise. */
  readonly markBeside?: 'label' | 'note'
  /** What stands below and belongs to the group. */
  readonly describedBy?: string
  readonly children?: ReactNode
}

/** Radio buttons drawn as cards of one size, so that nothing moves when the choice does. */
export function ChoiceGrid<Value extends string>(props: ChoiceGridProps<Value>) {
  const { legend, isOptional = false, lead, choices, value: chosen } = props
  const { onChange, onClear, columns, markBeside = 'label', describedBy, children } = props
  const leadId = useId()
  // The pointer focuses too, and then presses: that is one choice, not two.
  const isPointing = useRef(false)
  return (
    <RadioGroup.Root asChild value={chosen}>
      <fieldset aria-describedby={describedBy ?? (lead && leadId)} className="min-w-0">
        <legend className={classNames('font-semi', lead === undefined && 'mb-1.5')}>
          {legend}
          {isOptional && <span className="font-normal text-faint"> optional</span>}
        </legend>
        {lead !== undefined && (
          <p id={leadId} className="mb-2.5 text-muted">
            {lead}
          </p>
        )}
        <div className={classNames('grid gap-2', columns)}>
          {choices.map(({ value, label, note, isCode = false, icon: Icon }) => (
            <RadioGroup.Item
              key={value}
              value={value}
              onClick={() => (value === chosen && onClear ? onClear() : onChange(value))}
              // Radix moves the focus after the key press and chooses only while the key is still down then: too late
              // for a quick press. A radio button that the arrows lead to is the chosen one; Tab chooses nothing.
              onPointerDown={() => (isPointing.current = true)}
              onFocus={({ currentTarget, relatedTarget }) => {
                const isArrow = !isPointing.current && isBesideIn(currentTarget, relatedTarget)
                isPointing.current = false
                if (value !== chosen && isArrow) onChange(value)
              }}
              onKeyDown={(event) => {
                isPointing.current = false
                submitOnEnter(event)
              }}
              className="group relative flex min-w-0 items-center gap-3 rounded-lg border border-line-strong py-1.5 pr-2 pl-[11px] text-left leading-[17px] transition-colors hover:bg-hover data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft forced-colors:data-[state=checked]:border-[Highlight]"
            >
              {Icon && <Icon aria-hidden className="size-4 flex-none text-muted" />}
              <span className="min-w-0 text-xs leading-[17px] text-faint group-data-[state=checked]:text-muted">
                <span
                  className={classNames(
                    'block text-base leading-[17px] font-semi text-text',
                    !isCode && 'truncate',
                    markBeside === 'label' && 'pr-4'
                  )}
                >
                  {label}
                </span>
                <span
                  className={classNames(
                    'block',
                    isCode ? 'mono mt-px break-all' : 'tabular truncate',
                    markBeside === 'note' && 'pr-4'
                  )}
                >
                  {note}
                </span>
              </span>
              <Check
                aria-hidden
                strokeWidth={2.5}
                className={classNames(
                  'invisible absolute right-2 size-3.5 text-accent group-data-[state=checked]:visible',
                  markBeside === 'label' ? 'top-2' : 'bottom-2'
                )}
              />
            </RadioGroup.Item>
          ))}
        </div>
        {children}
      </fieldset>
    </RadioGroup.Root>
  )
}

/** Whether the focus comes from another choice of the same group. */
function isBesideIn(radio: Element, from: Element | null): boolean {
  return from?.matches('[role=radio]') === true && radio.closest('[role=radiogroup]')?.contains(from) === true
}
