import { CircleAlert, CircleCheck, CircleX, PlugZap, type LucideIcon } from 'lucide-react'
import { useId } from 'react'
import type { OpenHandoff } from '../../../shared/handoff.ts'
import type { KeyTest, KeyTestAnswer } from '../../../shared/key-test.ts'
import { useWordsContext } from '../app/facts.tsx'
import { useNowForCountdown } from '../app/now.ts'
import { bridge } from '../bridge.ts'
import { connectionMirror } from '../mirrors.ts'
import { Button } from '../ui/button.tsx'
import { LiveRegion } from '../ui/live-region.tsx'
import { clockWithSecondsWords, secondsUntil, systemTimeStyle } from '../words/dates.ts'
import { cannotTestWords, keyTestWords, testNote } from '../words/key-test.ts'

type Done = Extract<KeyTest, { state: 'done' }>

const looks: Record<KeyTestAnswer['outcome'], { readonly icon: LucideIcon; readonly colour: string }> = {
  valid: { icon: CircleCheck, colour: 'text-green' },
  rejected: { icon: CircleX, colour: 'text-danger' },
  unreachable: { icon: CircleAlert, colour: 'text-amber' }
}

/** Whether the key works: asked on demand, because asking counts as a use. */
export function TestKey({ open: { handle, test } }: { readonly open: OpenHandoff }) {
  const noteId = useId()
  const context = useWordsContext()
  if (test.state === 'unavailable') return <p className="mt-4 text-sm text-faint">{cannotTestWords}</p>
  const words = test.state === 'done' ? keyTestWords(test.answer, context) : null
  return (
    <div className="mt-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button
          look="quiet"
          icon={PlugZap}
          className="-ml-[13px]"
          isBusy={test.state === 'running'}
          aria-describedby={noteId}
          onClick={() => void bridge['handoff:test']({ handle })}
        >
          Test this key
        </Button>
        <p id={noteId} className="text-sm text-faint">
          {testNote}
        </p>
      </div>
      {test.state === 'done' && <TestResult test={test} />}
      <LiveRegion>{words ? `${words.verdict}. ${words.what} ${words.todo}` : ''}</LiveRegion>
    </div>
  )
}

function TestResult({ test: { at, answer } }: { readonly test: Done }) {
  const { verdict, what, todo } = keyTestWords(answer, useWordsContext())
  const { icon: Icon, colour } = looks[answer.outcome]
  const isPaused = answer.outcome === 'unreachable' && answer.error.code === 'rate_limited'
  return (
    <div className="mt-1 flex gap-2.5 border-y border-line px-0.5 py-1.5">
      <Icon aria-hidden className={`mt-[7px] size-4 flex-none ${colour}`} />
      <p className="selectable min-w-0 flex-1 py-1 break-words">
        <b className="font-semi">{verdict}.</b> {what} {isPaused ? <Wait /> : todo}
      </p>
      <time dateTime={at} className="tabular mt-[6px] flex-none text-xs text-faint">
        {clockWithSecondsWords(Date.parse(at), systemTimeStyle())}
      </time>
    </div>
  )
}

/** How long Hygiara wants to be left alone. */
function Wait() {
  const pausedUntil = connectionMirror.useValue()?.pausedUntil ?? null
  const now = useNowForCountdown()
  if (pausedUntil === null) return 'Test it again now.'
  return (
    // The countdown is for the eye: read aloud every second it would be noise.
    <span aria-live="off" className="tabular whitespace-nowrap">
      Test it again in {secondsUntil(Date.parse(pausedUntil), now)} s.
    </span>
  )
}
