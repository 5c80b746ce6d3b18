import type { ReactNode } from 'react'
import type { ApiKey } from '../../../shared/api-key.ts'
import type { KeyRecord } from '../../../shared/key-record.ts'
import { useFacts } from '../app/facts.tsx'
import { useHygiaraNow } from '../app/hygiara-now.ts'
import { classNames } from '../ui/class-names.ts'
import { systemTimeStyle } from '../words/dates.ts'
import { usageFact } from '../words/first-use.ts'
import { createdWords, expiresFact, type Fact } from '../words/key-facts.ts'
import { fingerprintWords, momentWords, placeWords, testWords } from '../words/record-facts.ts'
import { useFactAge } from './use-fact-age.ts'

interface KeyFactsListProps {
  readonly apiKey: ApiKey
  /** What this app knows about it; `null` where it knows nothing. */
  readonly record: KeyRecord | null
}

/** The facts about a key: the server's, then what this app has seen of it. */
export function KeyFactsList({ apiKey, record }: KeyFactsListProps) {
  return (
    <FactList className="border-b border-line pb-[18px]">
      <ServerFacts apiKey={apiKey} record={record} {...useFactAge()} />
      {record && <SeenFacts record={record} />}
    </FactList>
  )
}

/** A list of facts: what it is on the left, what is known on the right. */
export function FactList({
  className = '',
  children
}: {
  readonly className?: string
  readonly children: ReactNode
}) {
  return (
    <dl className={classNames('grid grid-cols-[80px_minmax(0,1fr)] gap-x-3 gap-y-2', className)}>
      {children}
    </dl>
  )
}

interface ServerFactsProps extends KeyFactsListProps {
  /** How old what the server says is; said beside what changes without anybody's doing. */
  readonly asOf?: string | null
  /** It is older than what anybody should rely on. */
  readonly isOld?: boolean
}

/** Lines with what the server says about a key. */
export function ServerFacts({ apiKey, record, asOf = null, isOld = false }: ServerFactsProps) {
  const now = useHygiaraNow()
  const style = systemTimeStyle()
  const created = createdWords(apiKey, style)?.replace(/^Created /u, '') ?? 'Not reported'
  return (
    <>
      <FactRow
        term="Last used"
        fact={usageFact(apiKey, record ?? undefined, now, style)}
        asOf={asOf}
        isOld={isOld}
      />
      <FactRow term="Expires" fact={expiresFact(apiKey, now, style)} />
      <FactLine term="Created">
        <span className="tabular">{created}</span>
        {record?.createdHereAt != null && <More>by this app</More>}
      </FactLine>
    </>
  )
}

/** Lines with what this app has seen of a key. */
export function SeenFacts({ record }: { readonly record: KeyRecord }) {
  const { keychainName } = useFacts()
  const style = systemTimeStyle()
  return (
    <>
      {(record.createdHereAt !== null || record.handoffs.length > 0) && (
        <FactLine term="Handed over">
          {record.handoffs.length === 0 && 'Nowhere yet'}
          {record.handoffs.map((place) => (
            <span key={`${place.destination} ${place.at}`} className="block break-words">
              <bdi>{placeWords(place, keychainName)}</bdi>
              <More>{momentWords(place.at, style)}</More>
            </span>
          ))}
        </FactLine>
      )}
      {record.createdHereAt !== null && (
        <FactLine term="Fingerprint">{fingerprintWords(record.hasFingerprint)}</FactLine>
      )}
      {record.test && (
        <FactLine term="Tested">
          {testWords(record.test)}
          <More>{momentWords(record.test.at, style)}</More>
        </FactLine>
      )}
      {record.firstUseAt !== null && (
        <FactLine term="First use">{momentWords(record.firstUseAt, style)}</FactLine>
      )}
    </>
  )
}

interface FactRowProps {
  readonly term: string
  readonly fact: Fact
  readonly asOf?: string | null
  readonly isOld?: boolean
}

function FactRow({ term, fact: { text, exact }, asOf = null, isOld = false }: FactRowProps) {
  return (
    <FactLine term={term}>
      <span className="tabular">{text}</span>
      {/* A zone a line: two in one are hard to tell apart. */}
      {exact?.split(' · ').map((line) => (
        <More key={line}>{line}</More>
      ))}
      {asOf !== null && <More isWarning={isOld}>{asOf}</More>}
    </FactLine>
  )
}

/** One line: what it is, and what is known. */
export function FactLine({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{term}</dt>
      <dd className="selectable min-w-0 break-words">{children}</dd>
    </>
  )
}

/** A muted second line. */
function More({ isWarning = false, children }: { readonly isWarning?: boolean; readonly children: string }) {
  return (
    <span className={classNames('tabular block text-sm', isWarning ? 'text-amber' : 'text-faint')}>
      {children}
    </span>
  )
}
