import { Info } from 'lucide-react'
import { useFacts } from '../app/facts.tsx'
import { recordsMirror } from '../mirrors.ts'
import { notKeptWords } from '../words/records.ts'

/** Where notes are not kept on this computer: says so, and why. */
export function NotKeptLine() {
  const { keychainName } = useFacts()
  const notKept = recordsMirror.useValue()?.notKept ?? null
  if (notKept === null) return null
  return (
    <p role="status" className="flex items-start gap-1.5 text-[12.5px] text-muted">
      <Info aria-hidden className="mt-[3px] size-3.5 flex-none" />
      {notKeptWords(notKept, keychainName).text}
    </p>
  )
}
