import type { LucideIcon } from 'lucide-react'
import { memo } from 'react'
import { classNames } from './class-names.ts'

/** `red`: broken now. `amber`: will break. `outline`: might. `violet`: queued. `grey`: over. `green`: fine. */
export type Tone = 'red' | 'amber' | 'amber-red' | 'outline' | 'violet' | 'grey' | 'green'

interface StatusChipProps {
  readonly tone: Tone
  /** Without one a dot is drawn. */
  readonly icon: LucideIcon | null
  readonly children: string
}

const tones: Record<Tone, string> = {
  red: 'bg-danger-soft text-danger px-2',
  amber: 'bg-amber-soft text-amber px-2',
  'amber-red': 'bg-amber-soft text-danger px-2',
  outline: 'border border-dashed border-amber-line text-amber px-[7px]',
  violet: 'bg-violet-soft text-violet px-2',
  grey: 'bg-grey-soft text-muted px-2',
  green: 'text-green pr-2'
}

/** A status: a word with an icon; the colour comes third. */
export function StatusChip({ tone, icon, children }: StatusChipProps) {
  return (
    <span
      className={classNames(
        'tabular inline-flex h-[22px] items-center gap-[5px] rounded-[6px] text-sm font-[540] whitespace-nowrap',
        tones[tone]
      )}
    >
      <Picture icon={icon} />
      {children}
    </span>
  )
}

/** Memoised: in a table most of them stay the same while the words change. */
const Picture = memo(function Picture({ icon: Icon }: Pick<StatusChipProps, 'icon'>) {
  if (Icon) return <Icon aria-hidden className="size-[13px] flex-none" />
  return (
    <span aria-hidden className="grid size-[13px] flex-none place-items-center">
      <span className="size-[5px] rounded-full bg-current forced-colors:bg-[CanvasText]" />
    </span>
  )
})
