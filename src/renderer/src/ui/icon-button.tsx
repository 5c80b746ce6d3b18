import type { LucideIcon } from 'lucide-react'
import { memo, type ComponentProps } from 'react'
import { classNames } from './class-names.ts'

interface IconButtonProps extends ComponentProps<'button'> {
  readonly icon: LucideIcon
  /** What it does; also its tooltip. */
  readonly label: string
}

/** A button that is only an icon, 28 px square. */
export function IconButton({ icon, label, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      data-tip={label}
      {...rest}
      className={classNames(
        'inline-grid size-7 flex-none place-items-center rounded-md border border-transparent text-muted transition-colors hover:bg-grey-soft hover:text-text aria-expanded:bg-grey-soft aria-expanded:text-text',
        className
      )}
    >
      <Picture icon={icon} />
    </button>
  )
}

/** Memoised: it is the same whatever changes about the button. */
const Picture = memo(function Picture({ icon: Icon }: Pick<IconButtonProps, 'icon'>) {
  return <Icon aria-hidden className="size-4" />
})
