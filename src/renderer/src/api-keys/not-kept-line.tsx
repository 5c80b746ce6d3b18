import { Info } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useFacts } from '../app/facts.tsx'
import { bridge } from '../bridge.ts'
import { recordsMirror } from '../mirrors.ts'
import { keptNowWords, notKeptWords } from '../words/records.ts'

/** Where notes are not kept on this computer: says so, and why, and tries again when somebody wants it. */
export function NotKeptLine() {
  const { keychainName } = useFacts()
  const notKept = recordsMirror.useValue()?.notKept ?? null
  const [tries, setTries] = useState<'none' | 'trying' | 'tried'>('none')
  const line = useRef<HTMLParagraphElement>(null)
  const isKeptNow = notKept === null && tries === 'tried'

  // The button that was pressed is gone: whoever works by keyboard stays where they were.
  useEffect(() => {
    if (isKeptNow) line.current?.focus()
  }, [isKeptNow])

  const tryAgain = async () => {
    if (tries === 'trying') return
    setTries('trying')
    await bridge['records:tryAgain']()
    setTries('tried')
  }

  if (notKept === null && tries === 'none') return null
  const words = notKept === null ? null : notKeptWords(notKept, keychainName)
  return (
    <p
      ref={line}
      role="status"
      tabIndex={-1}
      className="flex items-start gap-1.5 rounded-sm text-[12.5px] text-muted"
    >
      <Info aria-hidden className="mt-[3px] size-3.5 flex-none" />
      <span>
        {words === null ? keptNowWords : words.text}{' '}
        {words?.canTryAgain && (
          <button
            type="button"
            aria-disabled={tries === 'trying' || undefined}
            onClick={() => void tryAgain()}
            className="rounded-sm whitespace-nowrap text-text underline decoration-line-strong underline-offset-3 hover:decoration-current aria-disabled:text-muted"
          >
            {tries === 'trying' ? 'Trying…' : 'Try again'}
          </button>
        )}
      </span>
    </p>
  )
}
