import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'

interface BannerProps {
  readonly tone: 'info' | 'warning' | 'problem'
  readonly children: ReactNode
  readonly actions?: ReactNode
}

const looks = {
  info: { icon: Info, box: 'bg-grey-soft', mark: 'text-muted' },
  warning: { icon: TriangleAlert, box: 'bg-amber-soft', mark: 'text-amber' },
  problem: { icon: CircleAlert, box: 'bg-danger-soft', mark: 'text-danger' }
} as const

/** Something that is true for as long as it stands there. Announced when it appears. */
export function Banner({ tone, children, actions }: BannerProps) {
  const { icon: Icon, box, mark } = looks[tone]
  return (
    <div
      role="status"
      className={classNames('flex gap-2.5 rounded-lg px-3 py-1.5 text-text forced-colors:border', box)}
    >
      <Icon aria-hidden className={classNames('mt-[7px] size-[15px] flex-none', mark)} />
      {/* The words keep a readable width; the buttons go below them where both do not fit. */}
      <div className="flex min-w-0 flex-1 flex-wrap items-start gap-x-4 gap-y-1">
        <div className="min-w-[min(100%,280px)] flex-1 py-1 break-words text-pretty">{children}</div>
        {actions !== undefined && actions !== false && (
          <div className="flex max-w-full flex-none flex-wrap gap-1.5">{actions}</div>
        )}
      </div>
    </div>
  )
}

/** A button inside a banner. */
export function BannerButton({
  onClick,
  children
}: {
  readonly onClick: () => void
  readonly children: string
}) {
  return (
    <Button className="h-7 px-2.5" onClick={onClick}>
      {children}
    </Button>
  )
}
