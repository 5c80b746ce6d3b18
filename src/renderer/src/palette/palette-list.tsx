import { KeyRound } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { keyStatusOf } from '../../../shared/key-status.ts'
import { shownName, shownPrefix } from '../../../shared/shown-name.ts'
import { classNames } from '../ui/class-names.ts'
import { Kbd } from '../ui/kbd.tsx'
import { systemTimeStyle } from '../words/dates.ts'
import { statusWords } from '../words/statuses.ts'
import type { PaletteLine, PaletteSection } from './sections.ts'

interface PaletteListProps {
  readonly id: string
  readonly sections: readonly PaletteSection[]
  /** The id of the line that Enter means. */
  readonly marked: string | undefined
  readonly now: number
  readonly onMark: (id: string) => void
  readonly onChoose: (line: PaletteLine) => void
}

/** The id of a line in the page, which the field's `aria-activedescendant` names. */
export const lineId = (listId: string, id: string): string => `${listId}-${id}`

/** What was found, below headings. The focus stays in the field, which handles the keys. */
export function PaletteList({ id, sections, marked, now, onMark, onChoose }: PaletteListProps) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [marked])
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label="Actions and keys"
      // The field would lose the focus before the press is over.
      onMouseDown={(event) => event.preventDefault()}
      className="min-h-0 flex-1 scroll-py-1.5 overflow-y-auto overscroll-contain px-1.5 pb-1.5"
    >
      {sections.map((section, index) => (
        <div key={section.title} role="group" aria-labelledby={`${id}-section-${index}`}>
          <p
            id={`${id}-section-${index}`}
            role="presentation"
            className="tabular px-2.5 pt-3 pb-1 text-xs font-medium text-faint"
          >
            {section.title}
          </p>
          {section.lines.map((line) => (
            <Line
              key={line.id}
              id={lineId(id, line.id)}
              line={line}
              isMarked={line.id === marked}
              now={now}
              onMark={onMark}
              onChoose={onChoose}
            />
          ))}
        </div>
      ))}
    </div>
  )
}

interface LineProps extends Pick<PaletteListProps, 'now' | 'onMark' | 'onChoose'> {
  readonly id: string
  readonly line: PaletteLine
  readonly isMarked: boolean
}

function Line({ id, line, isMarked, now, onMark, onChoose }: LineProps) {
  const blockedBy = line.kind === 'command' ? line.command.blockedBy : undefined
  return (
    <div
      id={id}
      role="option"
      aria-selected={isMarked}
      aria-disabled={blockedBy !== undefined || undefined}
      // Only a pointer that moves: a list that scrolls below it moves nothing.
      onPointerMove={(event) => {
        if (!isMarked && (event.movementX !== 0 || event.movementY !== 0)) onMark(line.id)
      }}
      onClick={() => onChoose(line)}
      className={classNames(
        'flex h-8 items-center gap-2.5 rounded-md border border-transparent px-2.5 whitespace-nowrap forced-colors:border-[Canvas]',
        isMarked && 'bg-accent-soft forced-colors:border-[Highlight]'
      )}
    >
      {line.kind === 'key' ? (
        <KeyLine line={line} isMarked={isMarked} now={now} />
      ) : (
        <CommandLine line={line} isMarked={isMarked} />
      )}
    </div>
  )
}

function CommandLine({
  line: { command },
  isMarked
}: {
  readonly line: Extract<PaletteLine, { kind: 'command' }>
  readonly isMarked: boolean
}) {
  const { icon: Icon, label, note, hint, blockedBy, isDanger = false } = command
  const isBlocked = blockedBy !== undefined
  return (
    <>
      <Icon
        aria-hidden
        className={classNames('size-[15px] flex-none', isDanger && !isBlocked ? 'text-danger' : 'text-faint')}
      />
      <span
        className={classNames(
          'min-w-0 flex-1 truncate',
          isBlocked ? 'text-faint' : isDanger ? 'text-danger' : 'text-text'
        )}
      >
        <bdi>{label}</bdi>
      </span>
      <Aside isMarked={isMarked}>{blockedBy ?? note}</Aside>
      {hint !== undefined && !isBlocked && (
        <span className={classNames('flex flex-none', isMarked ? 'text-muted' : 'text-faint')}>
          <Kbd>{hint}</Kbd>
        </span>
      )}
    </>
  )
}

function KeyLine({
  line: { entry },
  isMarked,
  now
}: {
  readonly line: Extract<PaletteLine, { kind: 'key' }>
  readonly isMarked: boolean
  readonly now: number
}) {
  const { key } = entry
  const status = keyStatusOf(key, now)
  const prefix = shownPrefix(key.prefix)
  return (
    <>
      <KeyRound aria-hidden className="size-[15px] flex-none text-faint" />
      <span className="min-w-0 truncate">
        <bdi>{shownName(key.name)}</bdi>
      </span>
      {prefix !== null && (
        <span className={classNames('mono min-w-0 flex-1 truncate', isMarked ? 'text-muted' : 'text-faint')}>
          <bdi>{prefix}</bdi>
        </span>
      )}
      {/* Nothing is said about a key that is as it should be. */}
      <Aside isMarked={isMarked}>
        {status.kind === 'active' ? undefined : statusWords(status, now, systemTimeStyle())}
      </Aside>
    </>
  )
}

function Aside({ isMarked, children }: { readonly isMarked: boolean; readonly children: ReactNode }) {
  if (children === undefined) return null
  return (
    <span
      className={classNames('tabular ml-auto flex-none pl-3 text-sm', isMarked ? 'text-muted' : 'text-faint')}
    >
      {children}
    </span>
  )
}
