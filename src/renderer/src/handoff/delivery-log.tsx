import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ClipboardState, Delivery } from '../../../shared/handoff.ts'
import { shownName } from '../../../shared/shown-name.ts'
import { bridge } from '../bridge.ts'
import { clipboardMirror } from '../mirrors.ts'
import { clockWithSecondsWords, systemTimeStyle } from '../words/dates.ts'
import { ClipboardCountdown } from './clipboard-countdown.tsx'

interface DeliveryLogProps {
  readonly deliveries: readonly Delivery[]
  readonly keychainName: string
}

/** Where the key went, and what became of it there. */
export function DeliveryLog({ deliveries, keychainName }: DeliveryLogProps) {
  const clipboard = clipboardMirror.useValue()
  if (deliveries.length === 0) return null
  return (
    <ul aria-label="What has been done" className="mt-4 border-t border-line">
      {deliveries.map((delivery) => (
        <li
          key={delivery.destination}
          className="flex min-h-[41px] items-center gap-2.5 border-b border-line px-0.5 py-1.5"
        >
          <Check aria-hidden className="size-4 flex-none text-green" />
          <span className="min-w-0 flex-1 break-words">
            <What delivery={delivery} clipboard={clipboard} keychainName={keychainName} />
          </span>
          {delivery.destination === 'clipboard' && clipboard?.state === 'holding' && (
            <button
              type="button"
              onClick={() => void bridge['clipboard:clearNow']()}
              className="h-7 flex-none rounded-sm px-1.5 text-sm text-muted underline decoration-line-strong underline-offset-3 hover:text-text"
            >
              Clear now
            </button>
          )}
          <time dateTime={delivery.at} className="tabular flex-none text-xs text-faint">
            {clockWithSecondsWords(Date.parse(delivery.at), systemTimeStyle())}
          </time>
        </li>
      ))}
    </ul>
  )
}

interface WhatProps {
  readonly delivery: Delivery
  readonly clipboard: ClipboardState | null
  readonly keychainName: string
}

function What({ delivery, clipboard, keychainName }: WhatProps): ReactNode {
  switch (delivery.destination) {
    case 'clipboard':
      return <OnTheClipboard clipboard={clipboard} />
    case 'keychain':
      return (
        <>
          Saved to {keychainName} as{' '}
          <b className="selectable font-semi">
            <bdi>{shownName(delivery.service)}</bdi> / <bdi>{shownName(delivery.account)}</bdi>
          </b>
        </>
      )
  }
}

function OnTheClipboard({ clipboard }: Pick<WhatProps, 'clipboard'>): ReactNode {
  switch (clipboard?.state) {
    case 'holding':
      return (
        <>
          Copied. The clipboard clears in <ClipboardCountdown clearsAt={clipboard.clearsAt} />
        </>
      )
    case 'cleared':
      return 'Copied, and cleared from the clipboard again.'
    case 'replaced':
      return 'Copied. Something else is on the clipboard now.'
    case 'not-cleared':
      return "Copied. It's still on the clipboard: copy anything else to replace it."
    case 'empty':
    case undefined:
      return 'Copied.'
  }
}
