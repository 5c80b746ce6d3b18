import { CircleCheck, Hourglass } from 'lucide-react'
import type { ApiKey } from '../../../shared/api-key.ts'
import { awaitedUseOf } from '../../../shared/first-use.ts'
import { useNow } from '../app/now.ts'
import { inventoryMirror, recordsMirror } from '../mirrors.ts'
import { systemTimeStyle } from '../words/dates.ts'
import { usedWords, waitingWords } from '../words/first-use.ts'

/** Below the hand-offs: that the first use of the key is awaited, or has come. */
export function FirstUseLine({ apiKey }: { readonly apiKey: ApiKey }) {
  const now = useNow()
  const record = recordsMirror.useValue()?.records.find(({ keyId }) => keyId === apiKey.id)
  // The step's own facts are from the moment of creation; the list's are newer.
  const listed = inventoryMirror.useValue().keys?.find(({ id }) => id === apiKey.id) ?? apiKey
  if (record?.firstUseAt != null) {
    return (
      <p className="mt-3 flex items-center gap-2.5 px-0.5">
        <CircleCheck aria-hidden className="size-4 flex-none text-green" />
        {usedWords(record.firstUseAt, now, systemTimeStyle())}
      </p>
    )
  }
  if (awaitedUseOf(listed, record, now) !== 'waiting') return null
  return (
    <p className="mt-3 flex items-center gap-2.5 px-0.5 text-muted">
      <Hourglass aria-hidden className="size-4 flex-none" />
      {waitingWords}
    </p>
  )
}
