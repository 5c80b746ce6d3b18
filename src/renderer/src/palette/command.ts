import type { LucideIcon } from 'lucide-react'
import { foldText } from '../../../shared/fold-text.ts'

/** Something that can be done from the palette. */
export interface Command {
  readonly id: string
  readonly label: string
  /** Other words that it is found by. */
  readonly words?: string
  readonly icon: LucideIcon
  /** The shortcut that does the same. */
  readonly hint?: string | undefined
  /** A fact at the end of the line. */
  readonly note?: string | undefined
  /** Why it cannot be done right now. */
  readonly blockedBy?: string | undefined
  readonly isDanger?: boolean
  readonly run: () => void
}

/** The commands that what was typed means: each word of it begins one of theirs. Those chosen of late come first. */
export function findCommands(
  commands: readonly Command[],
  typed: string,
  recent: readonly string[]
): readonly Command[] {
  const words = wordsOf(typed)
  const found = commands.filter(({ label, words: others = '' }) => {
    const own = wordsOf(`${label} ${others}`)
    return words.every((word) => own.some((each) => each.startsWith(word)))
  })
  const place = (command: Command): number => {
    const at = recent.indexOf(command.id)
    return at === -1 ? recent.length : at
  }
  // Sorting is stable: the others keep their order.
  return found.toSorted((one, other) => place(one) - place(other))
}

const wordsOf = (text: string): readonly string[] =>
  foldText(text)
    .split(/[^\p{Letter}\p{Number}]+/u)
    .filter((word) => word !== '')
