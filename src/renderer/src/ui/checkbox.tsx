import { Check, Minus } from 'lucide-react'
import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type' | 'checked' | 'onChange'> {
  readonly label: string
  readonly isChecked: boolean
  /** Some of what it stands for is on. */
  readonly isMixed?: boolean
  /** With Shift, for example. */
  readonly onTick: (hasShift: boolean) => void
}

/** A box to tick, without words beside it. Its target is 28 px square. */
export function Checkbox({ label, isChecked, isMixed = false, onTick, className, ...rest }: CheckboxProps) {
  const Mark = isMixed ? Minus : Check
  return (
    <label
      className={classNames('relative grid size-7 place-items-center', className)}
      // The row around it has a meaning of its own for a press.
      onClick={(event) => event.stopPropagation()}
    >
      <input
        type="checkbox"
        aria-label={label}
        {...rest}
        checked={isChecked}
        ref={(box) => {
          if (box) box.indeterminate = isMixed
        }}
        onChange={(event) => onTick((event.nativeEvent as MouseEvent).shiftKey)}
        className="size-4 appearance-none rounded-sm border border-input bg-surface checked:border-accent checked:bg-accent forced-colors:appearance-auto"
      />
      {(isChecked || isMixed) && (
        <Mark
          aria-hidden
          strokeWidth={3}
          className={classNames(
            'pointer-events-none absolute size-3 forced-colors:hidden',
            isChecked ? 'text-on-accent' : 'text-accent'
          )}
        />
      )}
    </label>
  )
}
