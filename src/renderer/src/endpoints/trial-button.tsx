import { useState } from 'react'
import type { AppError } from '../../../shared/app-error.ts'
import type { ReadPart, ReadTrial } from '../../../shared/endpoints.ts'
import { useWordsContext } from '../app/facts.tsx'
import { bridge } from '../bridge.ts'
import { Button } from '../ui/button.tsx'
import { trialWords } from '../words/endpoints.ts'

type Outcome = ReadTrial | { readonly status: null; readonly found: null; readonly error: AppError }

interface TrialButtonProps {
  readonly part: ReadPart
  readonly name: string
  readonly canTry: boolean
}

/** Sends one read and says what came of it. */
export function TrialButton({ part, name, canTry }: TrialButtonProps) {
  const context = useWordsContext()
  const [isBusy, setIsBusy] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)

  const tryIt = async (): Promise<void> => {
    setIsBusy(true)
    setOutcome(null)
    const answer = await bridge['endpoints:test']({ part })
    setIsBusy(false)
    setOutcome(answer.ok ? answer.value : { status: null, found: null, error: answer.error })
  }
  return (
    <>
      <Button
        className="h-7 px-2.5"
        aria-label={`Test ${name}`}
        isBusy={isBusy}
        blockedBy={canTry ? undefined : 'Sign in first'}
        onClick={() => void tryIt()}
      >
        Test
      </Button>
      <span role="status" className="order-last w-full text-right text-sm text-muted empty:hidden">
        {outcome ? trialWords(outcome, context) : ''}
      </span>
    </>
  )
}
