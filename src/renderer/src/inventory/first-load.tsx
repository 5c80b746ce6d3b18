import { useEffect, useState } from 'react'
import { bridge } from '../bridge.ts'
import { Button } from '../ui/button.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { keysWords } from '../words/counts.ts'
import { columnHeads, tableTemplate } from './table-template.ts'

/** When waiting begins to show, when it is admitted, and when a way out is offered. In milliseconds. */
const stages = [200, 5_000, 10_000] as const

interface FirstLoadProps {
  /** Keys received so far. */
  readonly received: number
}

/** Eight grey rows where the keys are about to be. Nothing at all for the first moment: most loads are over by then. */
export function FirstLoad({ received }: FirstLoadProps) {
  const [stage, setStage] = useState(0)
  useEffect(() => {
    const timers = stages.map((ms, index) => setTimeout(() => setStage(index + 1), ms))
    return () => timers.forEach(clearTimeout)
  }, [])

  if (stage === 0) return <div className="flex-1 border-t border-line" />
  return (
    <div className="relative min-h-0 flex-1 overflow-hidden">
      <div aria-hidden>
        <div
          className={`grid h-[30px] items-center border-y border-line bg-canvas text-xs font-medium text-faint ${tableTemplate}`}
        >
          <div />
          {columnHeads.map(({ id, header, className }) => (
            <div key={id} className={`truncate px-3 ${className}`}>
              {header}
            </div>
          ))}
        </div>
        {Array.from({ length: 8 }, (_, index) => (
          <div key={index} className={`grid h-[46px] items-center border-b border-line ${tableTemplate}`}>
            <div />
            <div className="grid gap-2 pr-3">
              <Skeleton className={index % 3 === 0 ? 'w-44' : index % 3 === 1 ? 'w-32' : 'w-52'} />
              <Skeleton className="h-2 w-24" />
            </div>
            <div className="px-3 max-narrow:hidden">
              <Skeleton className="w-24" />
            </div>
            {['w-20', 'w-16', 'w-16'].map((width, cell) => (
              <div key={cell} className="px-3">
                <Skeleton className={width} />
              </div>
            ))}
          </div>
        ))}
      </div>
      <div className="mx-6 mt-4 flex flex-wrap items-center gap-3">
        <p role="status" className="tabular text-muted">
          {stage === 1 ? 'Loading keys…' : 'Still loading…'}
          {received > 0 && ` ${keysWords(received)} received`}
        </p>
        {stage === 3 && (
          <>
            <Button onClick={() => void bridge['inventory:cancelRefresh']()}>Cancel</Button>
            <Button onClick={() => void retry()}>Retry</Button>
          </>
        )}
      </div>
    </div>
  )
}

async function retry(): Promise<void> {
  await bridge['inventory:cancelRefresh']()
  await bridge['inventory:refresh']()
}
