import { useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { Search } from 'lucide-react'
import type { KeyEntry } from '../../../shared/key-entry.ts'
import type { Session } from '../../../shared/session.ts'
import { inInventory, showDetails } from '../app/actions.ts'
import { focusSearch } from '../app/focus-places.ts'
import { useFacts } from '../app/facts.tsx'
import { useIsOffline } from '../app/offline.ts'
import { view } from '../app/view.ts'
import { table } from '../inventory/table-state.ts'
import { useKeyIndex } from '../inventory/use-key-rows.ts'
import { nextIndex } from '../ui/grid-keys.ts'
import type { Command } from './command.ts'
import { findKeys } from './find-keys.ts'
import { keyCommands } from './key-commands.ts'
import { recentIds, remember } from './recent.ts'
import {
  firstSections,
  foundSections,
  keyIdOf,
  keyLineId,
  sectionsOfKey,
  type PaletteLine,
  type PaletteSection
} from './sections.ts'
import { changesBlockedBy, useCommands } from './use-commands.ts'

type SignedIn = Extract<Session, { state: 'signed-in' }>

/** The palette as it is right now, and what can happen to it. */
export interface Palette {
  readonly typed: string
  readonly sections: readonly PaletteSection[]
  readonly marked: PaletteLine | undefined
  /** The key that is asked what to do with. */
  readonly subject: KeyEntry | null
  readonly type: (text: string) => void
  readonly mark: (id: string) => void
  readonly choose: (line: PaletteLine | undefined) => void
  /** Shows what else can be done with the marked key. */
  readonly showMore: () => void
  /** From what can be done with a key back to all; from there out. */
  readonly goBack: () => void
  readonly onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void
  /** Does what was chosen; only now, because it may open a dialog or move the focus. */
  readonly onClosed: () => void
}

/** How many lines a page key skips. */
const page = 8

/** What happens in the palette while one types, moves and chooses. */
export function usePalette(session: SignedIn, input: RefObject<HTMLInputElement | null>): Palette {
  const { platform } = useFacts()
  const chosen = useRef<(() => void) | null>(null)
  const [typed, setTyped] = useState('')
  const [markedId, setMarkedId] = useState<string | null>(null)
  const [asked, setAsked] = useState<{ readonly entry: KeyEntry; readonly typed: string } | null>(null)
  const sections = useSections(session, typed, asked?.entry ?? null)
  const lines = sections.flatMap((section) => section.lines)
  const at = Math.max(
    0,
    lines.findIndex(({ id }) => id === markedId)
  )
  const marked = lines[at]

  const type = (text: string): void => {
    setTyped(text)
    setMarkedId(null)
  }
  const showMore = (): void => {
    if (marked?.kind !== 'key') return
    setAsked({ entry: marked.entry, typed })
    type('')
    input.current?.focus()
  }
  const goBack = (): void => {
    if (!asked) {
      view.closePalette()
      return
    }
    setAsked(null)
    setTyped(asked.typed)
    setMarkedId(keyLineId(asked.entry.id))
  }
  const choose = (line: PaletteLine | undefined): void => {
    if (!line || (line.kind === 'command' && line.command.blockedBy !== undefined)) return
    if (line.id !== searchForId) remember(asked ? keyLineId(asked.entry.id) : line.id)
    chosen.current = line.kind === 'key' ? () => showDetails(line.entry.id) : line.command.run
    view.closePalette()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing || event.shiftKey || event.altKey) return
    const modifier = platform === 'mac' ? event.metaKey : event.ctrlKey
    const next = modifier ? null : stepTo(event.key, at, lines.length)
    const leadsBack = event.key === 'Backspace' && typed === '' && asked !== null
    if (event.key !== 'Enter' && next === null && !leadsBack) return
    event.preventDefault()
    if (next !== null) setMarkedId(lines[next]?.id ?? null)
    else if (leadsBack) goBack()
    else if (event.repeat) return
    else if (modifier) showMore()
    else choose(marked)
  }
  return {
    typed,
    sections,
    marked,
    subject: asked?.entry ?? null,
    type,
    mark: setMarkedId,
    choose,
    showMore,
    goBack,
    onKeyDown,
    onClosed: () => chosen.current?.()
  }
}

const searchForId = 'search-for'

function useSections(session: SignedIn, typed: string, subject: KeyEntry | null): readonly PaletteSection[] {
  const { platform } = useFacts()
  const index = useKeyIndex()
  const isOffline = useIsOffline()
  const commands = useCommands(session, index, isOffline)
  const recent = recentIds()
  // Looking through very many keys: not again for a line that is only marked.
  const keys = useMemo(
    () =>
      findKeys(
        index.entries,
        typed,
        recent.flatMap((id) => keyIdOf(id) ?? [])
      ),
    [index, typed, recent]
  )
  if (subject) {
    const blockedBy = changesBlockedBy(session, isOffline, 'revoke')
    return sectionsOfKey(typed, keyCommands(subject, index, platform, blockedBy))
  }
  if (typed.trim() === '') return firstSections(commands, index, recent)
  return foundSections(typed, commands, keys, recent, searchFor(typed))
}

function searchFor(typed: string): Command {
  return {
    id: searchForId,
    label: `Search the inventory for “${typed.trim()}”`,
    icon: Search,
    run: () =>
      inInventory(() => {
        table.search(typed)
        focusSearch()
      })
  }
}

/** The line that a key press leads to. The arrows go round and round. */
function stepTo(key: string, at: number, count: number): number | null {
  if (key === 'ArrowDown' && at === count - 1) return 0
  if (key === 'ArrowUp' && at === 0) return count - 1
  return nextIndex(key, at, count, page)
}
