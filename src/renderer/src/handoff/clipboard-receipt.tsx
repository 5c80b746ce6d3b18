import { Check, CircleAlert } from 'lucide-react'
import type { Delivery } from '../../../shared/handoff.ts'
import { clipboardMirror } from '../mirrors.ts'
import { notHiddenNote, receiptOf } from '../words/clipboard.ts'
import { systemTimeStyle } from '../words/dates.ts'
import { ClipboardButtons } from './clipboard-buttons.tsx'
import { ClipboardCountdown } from './clipboard-countdown.tsx'
import { FormatNote } from './format-note.tsx'

interface ClipboardReceiptProps {
  readonly delivery: Extract<Delivery, { destination: 'clipboard' }>
  readonly keyName: string
}

/** The line about a copy: when it was made, when it was cleared, and what of that was checked. */
export function ClipboardReceipt({ delivery, keyName }: ClipboardReceiptProps) {
  const clipboard = clipboardMirror.useValue()
  const { text, counts, todo } = receiptOf(delivery, clipboard, systemTimeStyle())
  const notes = [todo, delivery.isHidden || delivery.isOverwritten ? '' : notHiddenNote].filter(
    (note) => note !== ''
  )
  const isFine = delivery.isVerified && !delivery.isOverwritten && clipboard?.state !== 'not-cleared'
  return (
    <>
      {isFine ? (
        <Check aria-hidden className="mt-[7px] size-4 flex-none self-start text-green" />
      ) : (
        <CircleAlert aria-hidden className="mt-[7px] size-4 flex-none self-start text-amber" />
      )}
      <span className="min-w-0 flex-1 py-1">
        <span className="tabular block">
          {text}
          {counts && clipboard?.state === 'holding' && (
            <>
              {' '}
              <ClipboardCountdown copiedAt={clipboard.copiedAt} clearsAt={clipboard.clearsAt} />
            </>
          )}
        </span>
        {counts && <FormatNote format={delivery.format} keyName={keyName} />}
        {notes.length > 0 && <span className="block text-sm text-faint">{notes.join(' ')}</span>}
      </span>
      {counts && clipboard?.state === 'holding' && (
        <span className="flex-none self-start text-sm">
          <ClipboardButtons canKeepLonger={clipboard.canKeepLonger} />
        </span>
      )}
    </>
  )
}
