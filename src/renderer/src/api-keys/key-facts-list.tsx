import type { ReactNode } from 'react'
import type { ApiKey } from '../../../shared/api-key.ts'
import type { KeyRecord } from '../../../shared/key-record.ts'
import { useFacts } from '../app/facts.tsx'
import { useHygiaraNow } from '../app/hygiara-now.ts'
import { systemTimeStyle } from '../words/dates.ts'
import { usageFact } from '../words/first-use.ts'
import { createdWords, expiresFact, type Fact } from '../words/key-facts.ts'
import { fingerprintWords, momentWords, placeWords, testWords } from '../words/record-facts.ts'

interface KeyFactsListProps {
  readonly apiKey: ApiKey
  /** What this app knows about it; `null` where it knows nothing. */
  readonly record: KeyRecord | null
}

/** The facts about a key: the server's, then what this app has seen of it. */
export function KeyFactsList({ apiKey, record }: KeyFactsListProps) {
  const { keychainName } = useFacts()
  const now = useHygiaraNow()
  const style = systemTimeStyle()
  const created = createdWords(apiKey, style)?.replace(/^Created /u, '') ?? 'Not reported'
  return (
    <dl className="grid grid-cols-[92px_minmax(0,1fr)] gap-x-3 gap-y-2 border-b border-line pb-[18px]">
      <Row term="Created">
        <span className="tabular">{created}</span>
        {record?.createdHereAt != null && <More>by this app</More>}
      </Row>
      <FactRow term="Last used" fact={usageFact(apiKey, record ?? undefined, now, style)} />
      <FactRow term="Expires" fact={expiresFact(apiKey, now, style)} />
      {record && (record.createdHereAt !== null || record.handoffs.length > 0) && (
        <Row term="Handed over">
          {record.handoffs.length === 0 && 'Nowhere yet'}
          {record.handoffs.map((place) => (
            <span key={`${place.destination} ${place.at}`} className="block break-words">
              <bdi>{placeWords(place, keychainName)}</bdi>
              <More>{momentWords(place.at, style)}</More>
            </span>
          ))}
        </Row>
      )}
      {record?.createdHereAt != null && (
        <Row term="Fingerprint">{fingerprintWords(record.hasFingerprint)}</Row>
      )}
      {record?.test && (
        <Row term="Tested">
          {testWords(record.test)}
          <More>{momentWords(record.test.at, style)}</More>
        </Row>
      )}
      {record?.firstUseAt != null && <Row term="First use">{momentWords(record.firstUseAt, style)}</Row>}
    </dl>
  )
}

function FactRow({ term, fact: { text, exact } }: { readonly term: string; readonly fact: Fact }) {
  return (
    <Row term={term}>
      <span className="tabular">{text}</span>
      {exact !== null && <More>{exact}</More>}
    </Row>
  )
}

function Row({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{term}</dt>
      <dd className="selectable min-w-0 break-words">{children}</dd>
    </>
  )
}

/** A muted second line. */
function More({ children }: { readonly children: string }) {
  return <span className="tabular block text-sm text-faint">{children}</span>
}
