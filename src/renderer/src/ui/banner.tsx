import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

interface BannerProps {
  readonly tone: 'info' | 'warning' | 'problem'
  readonly children: ReactNode
  readonly actions?: ReactNode
}

const looks = {
  info: { icon: Info, box: 'bg-grey-soft text-text', mark: 'text-muted' },
  warning: { icon: TriangleAlert, box: 'bg-amber-soft text-text', mark: 'text-amber' },
  problem: { icon: CircleAlert, box: 'bg-danger-soft text-text', mark: 'text-danger' }
} as const

/** Something that is true of the whole screen for as long as it stands there. Announced when it appears. */
export function Banner({ tone, children, actions }: BannerProps) {
  const { icon: Icon, box, mark } = looks[tone]
  return (
    <div
      role="status"
      className={classNames('flex items-start gap-2.5 rounded-lg px-3 py-2 forced-colors:border', box)}
    >
      <Icon aria-hidden className={classNames('mt-[3px] size-[15px] flex-none', mark)} />
      <div className="min-w-0 flex-1 py-px">{children}</div>
      {actions !== undefined && <div className="-my-0.5 flex flex-none flex-wrap gap-1">{actions}</div>}
    </div>
  )
}
