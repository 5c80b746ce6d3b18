import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Kbd } from './kbd.tsx'
import { Spinner } from './spinner.tsx'

export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger' | 'quiet-danger'

interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'> {
  readonly look?: ButtonLook
  readonly size?: 'normal' | 'large'
  readonly icon?: LucideIcon
  /** The key that does the same, drawn inside. */
  readonly hint?: string | undefined
  /** Under way: looks and counts as disabled, but keeps the focus where it is. */
  readonly isBusy?: boolean
  /** Why it cannot be pressed right now; its tooltip. */
  readonly blockedBy?: string | undefined
  readonly children: ReactNode
}

const looks: Record<ButtonLook, string> = {
  primary: 'border-accent bg-accent text-on-accent hover:not-aria-disabled:bg-accent-strong',
  plain: 'border-line-strong bg-surface text-text hover:not-aria-disabled:bg-hover',
  quiet: 'border-transparent text-muted hover:not-aria-disabled:bg-hover hover:not-aria-disabled:text-text',
  danger: 'border-danger bg-danger text-on-danger hover:not-aria-disabled:bg-danger-strong',
  'quiet-danger': 'border-transparent text-danger hover:not-aria-disabled:bg-danger-soft'
}

// Not just paler: a filled button that cannot be pressed must not look as if it could.
const blockedLook = 'border-line bg-grey-soft text-muted'

/** A button. `primary` is for the one action a screen is for. */
export function Button({
  look = 'plain',
  size = 'normal',
  icon: Icon,
  hint,
  isBusy = false,
  blockedBy,
  onClick,
  onKeyDown,
  className,
  children,
  type = 'button',
  ...rest
}: ButtonProps) {
  const isOff = isBusy || blockedBy !== undefined
  return (
    <button
      {...rest}
      type={type}
      // Not `disabled`: that would drop the focus, and with it the place of everybody who works by keyboard.
      aria-disabled={isOff || undefined}
      {...(blockedBy === undefined ? {} : { 'data-tip': blockedBy })}
      onClick={isOff ? (event) => event.preventDefault() : onClick}
      onKeyDown={(event) => {
        // A key that is still held down from the step before must not press the next step's button.
        if (event.repeat && event.key === 'Enter') event.preventDefault()
        onKeyDown?.(event)
      }}
      className={classNames(
        'inline-flex flex-none items-center justify-center gap-[7px] rounded-md border font-semi whitespace-nowrap transition-colors',
        size === 'normal' ? 'h-8 px-[13px]' : 'h-[38px] px-[15px]',
        blockedBy === undefined ? looks[look] : blockedLook,
        isBusy && 'opacity-80',
        className
      )}
    >
      {isBusy ? <Spinner /> : Icon && <Icon aria-hidden className="size-[15px] flex-none" />}
      {children}
      {hint !== undefined && blockedBy === undefined && <Kbd>{hint}</Kbd>}
    </button>
  )
}
