import { ChevronDown, CircleDashed, CircleHelp, UserCheck, type LucideIcon } from 'lucide-react'
import { useId, useState } from 'react'
import type {
  ApiMapping,
  Confidence,
  MappingPart,
  Operation,
  PartFinding
} from '../../../shared/api-mapping.ts'
import { readParts, type Endpoints, type ReadPart } from '../../../shared/endpoints.ts'
import { shownName } from '../../../shared/shown-name.ts'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { StatusChip, type Tone } from '../ui/status-chip.tsx'
import { partNames } from '../words/endpoint-parts.ts'
import { confidenceWords, offWords, partsInOrder } from '../words/endpoints.ts'
import { TrialButton } from './trial-button.tsx'

interface PartTableProps {
  readonly endpoints: Endpoints
  readonly mapping: ApiMapping
  /** Somebody is signed in: reads can be tried. */
  readonly isLive: boolean
  readonly onChange: (part: MappingPart) => void
}

/** The parts, each with the request that it means. */
export function PartTable({ endpoints, mapping, isLive, onChange }: PartTableProps) {
  return (
    <table aria-label="Endpoints" className="w-full border-collapse text-left">
      <thead>
        <tr className="border-b border-line text-sm text-faint">
          <th className="w-[132px] py-1.5 pr-3 font-medium @max-[640px]:w-[80px]">Part</th>
          <th className="py-1.5 pr-3 font-medium">Request</th>
          <th className="w-[132px] py-1.5 pr-3 font-medium @max-[640px]:w-[88px]">How sure</th>
          <th className="w-[180px] py-1.5 @max-[640px]:w-[92px]">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {partsInOrder.map((part) => (
          <PartRow
            key={part}
            part={part}
            operation={operationOf(mapping, part)}
            finding={endpoints.findings.find((each) => each.part === part) ?? null}
            canTry={isLive}
            onChange={endpoints.source === 'reference' && choosable.has(part) ? onChange : null}
          />
        ))}
      </tbody>
    </table>
  )
}

// What belongs to a sign-in or to nobody is found or not: a wrong one could do no good.
const choosable: ReadonlySet<MappingPart> = new Set(['sign-in', 'list', 'create', 'revoke', 'key-test'])

interface PartRowProps {
  readonly part: MappingPart
  /** What is used; `null`: nothing is. */
  readonly operation: Operation | null
  /** `null` where no reference was read. */
  readonly finding: PartFinding | null
  readonly canTry: boolean
  readonly onChange: ((part: MappingPart) => void) | null
}

function PartRow({ part, operation, finding, canTry, onChange }: PartRowProps) {
  const name = partNames[part]
  // Found, and not used: what is not certain is shown all the same.
  const shown = operation ?? finding?.operation ?? null
  const [isOpen, setIsOpen] = useState(false)
  const evidenceId = useId()
  const evidence = [...new Set(finding?.evidence ?? [])]
  const isRead = (readParts as readonly MappingPart[]).includes(part)
  return (
    <tr className="border-b border-line align-top">
      <th scope="row" className="py-2.5 pr-3 font-semi">
        {name}
      </th>
      <td className="min-w-0 py-2.5 pr-3">
        {finding?.operation && (
          <p className="break-words">
            <bdi>{shownName(finding.operation.summary)}</bdi>
          </p>
        )}
        <div className="flex flex-wrap items-center gap-x-2">
          {shown && (
            <p className={classNames('mono selectable break-all', operation ? 'text-muted' : 'text-faint')}>
              {shown.method} <bdi>{shownName(shown.path)}</bdi>
            </p>
          )}
          {evidence.length > 0 && (
            <WhyButton name={name} isOpen={isOpen} controls={evidenceId} onPress={() => setIsOpen(!isOpen)} />
          )}
        </div>
        {operation === null && <p className="text-muted">{offWords[part]}</p>}
        <ul id={evidenceId} hidden={!isOpen} className="mt-0.5 list-disc pl-5 text-sm text-muted">
          {evidence.map((sentence) => (
            <li key={sentence} className="break-words">
              <bdi>{shownName(sentence)}</bdi>
            </li>
          ))}
        </ul>
      </td>
      <td className="py-2 pr-3">
        <Sureness confidence={finding?.confidence ?? null} />
      </td>
      <td className="py-1.5">
        <span className="flex flex-wrap justify-end gap-1.5">
          {isRead && operation && <TrialButton part={part as ReadPart} name={name} canTry={canTry} />}
          {onChange && (
            <Button className="h-7 px-2.5" aria-label={`Change ${name}`} onClick={() => onChange(part)}>
              Change…
            </Button>
          )}
        </span>
      </td>
    </tr>
  )
}

const looks: Readonly<Record<Confidence, { readonly tone: Tone; readonly icon: LucideIcon | null }>> = {
  certain: { tone: 'green', icon: null },
  confirmed: { tone: 'green', icon: UserCheck },
  doubtful: { tone: 'amber', icon: CircleHelp },
  missing: { tone: 'grey', icon: CircleDashed }
}

function Sureness({ confidence }: { readonly confidence: Confidence | null }) {
  if (confidence === null) return <span className="text-muted">Usual address</span>
  return <StatusChip {...looks[confidence]}>{confidenceWords[confidence]}</StatusChip>
}

interface WhyButtonProps {
  readonly name: string
  readonly isOpen: boolean
  readonly controls: string
  readonly onPress: () => void
}

function WhyButton({ name, isOpen, controls, onPress }: WhyButtonProps) {
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-controls={controls}
      aria-label={`Why: ${name}`}
      onClick={onPress}
      className="-my-0.5 flex min-h-6 items-center gap-1 rounded-md px-1 text-sm text-faint hover:text-text"
    >
      <ChevronDown aria-hidden className={classNames('size-3.5', !isOpen && '-rotate-90')} />
      Why
    </button>
  )
}

function operationOf(mapping: ApiMapping, part: MappingPart): Operation | null {
  switch (part) {
    case 'sign-in':
      return mapping.signIn.style === 'password' ? mapping.signIn.operation : null
    case 'sign-out':
      return mapping.signOut
    case 'list':
      return mapping.list.operation
    case 'create':
    case 'revoke':
    case 'user':
      return mapping[part]?.operation ?? null
    case 'key-test':
      return mapping.keyTest?.operation ?? null
  }
}
