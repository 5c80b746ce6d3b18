import { ChevronDown } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'

interface ChipProps extends Omit<ComponentProps<'button'>, 'onClick'> {
  readonly isOn: boolean
  /** How much there is behind it. */
  readonly count?: string | undefined
  readonly onPress: () => void
  /** A second button inside, for the choices there are. */
  readonly more?: {
    readonly label: string
    readonly isOpen: boolean
    readonly onPress: (anchor: HTMLElement) => void
  }
  readonly children: ReactNode
}

/** A round button that is on or off. */
export function Chip({ isOn, count, onPress, more, children, className, ...rest }: ChipProps) {
  return (
    <span
      className={classNames(
        'inline-flex h-[26px] flex-none items-stretch rounded-full border text-sm font-medium whitespace-nowrap transition-colors',
        isOn
          ? 'border-accent-soft bg-accent-soft text-accent forced-colors:border-[Highlight]'
          : 'border-line text-muted hover:border-line-strong hover:text-text',
        className
      )}
    >
      <button
        type="button"
        aria-pressed={isOn}
        onClick={onPress}
        {...rest}
        className={classNames(
          'inline-flex items-center gap-1.5 rounded-full pl-2.5 forced-colors:border-0',
          more === undefined ? 'pr-2.5' : 'pr-1'
        )}
      >
        {children}
        {count !== undefined && (
          <span className={classNames('tabular', isOn ? '' : 'text-faint')}>{count}</span>
        )}
      </button>
      {more && (
        <button
          type="button"
          aria-label={more.label}
          aria-haspopup="menu"
          aria-expanded={more.isOpen}
          data-tip={more.label}
          onClick={(event) => more.onPress(event.currentTarget)}
          className="grid w-6 place-items-center rounded-full pr-1 forced-colors:border-0"
        >
          <ChevronDown aria-hidden className="size-3.5" />
        </button>
      )}
    </span>
  )
}
