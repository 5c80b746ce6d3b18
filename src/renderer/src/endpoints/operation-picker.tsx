import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import type { DescribedOperation, MappingPart } from '../../../shared/api-mapping.ts'
import type { AppError } from '../../../shared/app-error.ts'
import type { Endpoints } from '../../../shared/endpoints.ts'
import { shownName } from '../../../shared/shown-name.ts'
import { bridge } from '../bridge.ts'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { partNames } from '../words/endpoint-parts.ts'
import { confirmWords, offWords } from '../words/endpoints.ts'
import { EndpointError } from './endpoint-error.tsx'
import { findOperations } from './find-operations.ts'

interface OperationPickerProps {
  readonly part: MappingPart
  readonly endpoints: Endpoints
  readonly onClose: () => void
}

/** A line of the list; `null`: none of them. */
type Pick = DescribedOperation | null

/** Picks the request of a part from all that the reference describes. What changes something is confirmed first. */
export function OperationPicker({ part, endpoints, onClose }: OperationPickerProps) {
  const [picked, setPicked] = useState<Pick | undefined>(undefined)
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const finding = endpoints.findings.find((each) => each.part === part)
  const likely = [...(finding?.operation ? [finding.operation] : []), ...(finding?.alternatives ?? [])]
  const unique = likely.filter(
    (each, place) => likely.findIndex((one) => one.method === each.method && one.path === each.path) === place
  )

  const choose = async (operation: Pick): Promise<void> => {
    if (isBusy) return
    setIsBusy(true)
    setError(null)
    const answer = await bridge['endpoints:choose']({
      part,
      operation: operation && { method: operation.method, path: operation.path }
    })
    setIsBusy(false)
    if (answer.ok) onClose()
    else {
      setPicked(undefined)
      setError(answer.error)
    }
  }
  const pick = (operation: Pick): void => {
    if (operation !== null && confirmWords[part] !== undefined) setPicked(operation)
    else void choose(operation)
  }

  if (picked) {
    return (
      <Confirm
        part={part}
        operation={picked}
        isBusy={isBusy}
        onBack={() => setPicked(undefined)}
        onClose={onClose}
        onConfirm={() => void choose(picked)}
      />
    )
  }
  return (
    <Dialog
      title={`Change “${partNames[part]}”`}
      onClose={onClose}
      footer={<Button onClick={onClose}>Cancel</Button>}
    >
      {error && (
        <div className="mb-3">
          <EndpointError error={error} />
        </div>
      )}
      <OperationList part={part} likely={unique} onPick={pick} />
    </Dialog>
  )
}

interface OperationListProps {
  readonly part: MappingPart
  readonly likely: readonly DescribedOperation[]
  readonly onPick: (operation: Pick) => void
}

/** A field to search with, and below it what it finds. The focus stays in the field. */
function OperationList({ part, likely, onPick }: OperationListProps) {
  const listId = useId()
  const [operations, setOperations] = useState<readonly DescribedOperation[]>(likely)
  const [typed, setTyped] = useState('')
  const [marked, setMarked] = useState(0)
  const list = useRef<HTMLUListElement>(null)
  const found = findOperations(operations, likely, part, typed)
  const lines: readonly Pick[] = [...found, null]

  useEffect(() => {
    void bridge['endpoints:readOperations']().then((answer) => {
      if (answer.ok) setOperations(answer.value)
    })
  }, [])
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [marked, typed])

  const onKeyDown = (event: KeyboardEvent): void => {
    const line = lines[marked]
    if (event.key === 'Enter' && line !== undefined) onPick(line)
    else if (event.key === 'ArrowDown') setMarked(Math.min(marked + 1, lines.length - 1))
    else if (event.key === 'ArrowUp') setMarked(Math.max(marked - 1, 0))
    else return
    event.preventDefault()
  }
  return (
    <>
      <Field label="Search the reference" hint="What the request does, its path or its tag.">
        {(control) => (
          <Input
            {...control}
            role="combobox"
            aria-expanded
            aria-controls={listId}
            aria-activedescendant={`${listId}-${marked}`}
            value={typed}
            onChange={({ target }) => {
              setTyped(target.value)
              setMarked(0)
            }}
            onKeyDown={onKeyDown}
          />
        )}
      </Field>
      <ul
        ref={list}
        id={listId}
        role="listbox"
        aria-label="Requests"
        className="mt-3 max-h-[320px] overflow-y-auto rounded-xl border border-line-strong p-1"
      >
        {lines.map((line, place) => (
          <li
            key={line ? `${line.method} ${line.path}` : 'none'}
            id={`${listId}-${place}`}
            role="option"
            aria-selected={place === marked}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(line)}
            className={classNames(
              'rounded-md px-2.5 py-1.5 hover:bg-hover forced-colors:border forced-colors:border-[Canvas]',
              place === marked && 'bg-accent-soft hover:bg-accent-soft forced-colors:border-[Highlight]'
            )}
          >
            <OperationWords operation={line} part={part} />
          </li>
        ))}
      </ul>
    </>
  )
}

function OperationWords({ operation, part }: { readonly operation: Pick; readonly part: MappingPart }) {
  const [first, second] = operation
    ? [operation.summary === '' ? operation.path : operation.summary, `${operation.method} ${operation.path}`]
    : ['None of these', offWords[part]]
  return (
    <>
      <span className="block font-medium break-words">
        <bdi>{shownName(first)}</bdi>
      </span>
      <span className={classNames('block text-muted', operation ? 'mono break-all' : 'text-sm')}>
        <bdi>{shownName(second)}</bdi>
      </span>
    </>
  )
}

interface ConfirmProps {
  readonly part: MappingPart
  readonly operation: DescribedOperation
  readonly isBusy: boolean
  readonly onBack: () => void
  readonly onClose: () => void
  readonly onConfirm: () => void
}

/** Asked before a request is taken that changes something. Enter means Back. */
function Confirm({ part, operation, isBusy, onBack, onClose, onConfirm }: ConfirmProps) {
  const back = useRef<HTMLButtonElement>(null)
  return (
    <Dialog
      role="alertdialog"
      title={`Use this for “${partNames[part]}”?`}
      onClose={onClose}
      initialFocus={back}
      footer={
        <>
          <Button ref={back} onClick={onBack}>
            Back
          </Button>
          <Button look="primary" isBusy={isBusy} onClick={onConfirm}>
            Use this request
          </Button>
        </>
      }
    >
      <div className="rounded-lg border border-line px-3 py-2">
        <OperationWords operation={operation} part={part} />
      </div>
      <p className="mt-3 text-muted">{confirmWords[part]}</p>
    </Dialog>
  )
}
