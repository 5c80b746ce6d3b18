import { Check } from 'lucide-react'
import type { Delivery } from '../../../shared/handoff.ts'
import { shownName } from '../../../shared/shown-name.ts'
import { classNames } from '../ui/class-names.ts'
import { clockWithSecondsWords, systemTimeStyle } from '../words/dates.ts'
import { ClipboardReceipt } from './clipboard-receipt.tsx'
import { RetrievalLine } from './retrieval-line.tsx'

interface DeliveryLogProps {
  readonly deliveries: readonly Delivery[]
  readonly keyName: string
  readonly keychainName: string
}

/** Where the key went, and what became of it there. */
export function DeliveryLog({ deliveries, keyName, keychainName }: DeliveryLogProps) {
  if (deliveries.length === 0) return null
  return (
    <ul aria-label="What has been done" className="mt-4 border-t border-line">
      {deliveries.map((delivery) => (
        <li
          key={delivery.destination}
          className={classNames(
            'flex min-h-[41px] items-center gap-x-2.5 border-b border-line px-0.5 py-1.5',
            delivery.destination === 'keychain' && 'flex-wrap'
          )}
        >
          {delivery.destination === 'clipboard' ? (
            <ClipboardReceipt delivery={delivery} keyName={keyName} />
          ) : (
            <>
              <Check aria-hidden className="mt-[7px] size-4 flex-none self-start text-green" />
              <span className="min-w-0 flex-1 py-1 break-words">
                Saved to {keychainName} as{' '}
                <b className="selectable font-semi">
                  <bdi>{shownName(delivery.service)}</bdi> / <bdi>{shownName(delivery.account)}</bdi>
                </b>
              </span>
              <time
                dateTime={delivery.at}
                className="tabular mt-[6px] flex-none self-start text-xs text-faint"
              >
                {clockWithSecondsWords(Date.parse(delivery.at), systemTimeStyle())}
              </time>
              <RetrievalLine service={delivery.service} account={delivery.account} />
            </>
          )}
        </li>
      ))}
    </ul>
  )
}
