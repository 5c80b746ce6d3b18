import type { KeyEntry, KeyIndex } from '../../../shared/key-entry.ts'
import { keysWords, numberWords } from '../words/counts.ts'
import { findCommands, type Command } from './command.ts'
import type { FoundKeys } from './find-keys.ts'

/** A line of the palette. */
export type PaletteLine =
  | { readonly kind: 'command'; readonly id: string; readonly command: Command }
  | { readonly kind: 'key'; readonly id: string; readonly entry: KeyEntry }

/** Lines below a heading. */
export interface PaletteSection {
  readonly title: string
  readonly lines: readonly PaletteLine[]
}

const keyPrefix = 'key:'

/** The id of the line of a key. */
export const keyLineId = (keyId: string): string => `${keyPrefix}${keyId}`

/** The key that the id of a line speaks of; `null` for a command. */
export const keyIdOf = (lineId: string): string | null =>
  lineId.startsWith(keyPrefix) ? lineId.slice(keyPrefix.length) : null

const commandLine = (command: Command): PaletteLine => ({ kind: 'command', id: command.id, command })
const keyLine = (entry: KeyEntry): PaletteLine => ({ kind: 'key', id: keyLineId(entry.id), entry })

/** What is shown before anything is typed: what was chosen of late, then every other command. */
export function firstSections(
  commands: readonly Command[],
  index: KeyIndex,
  recent: readonly string[]
): readonly PaletteSection[] {
  const lately = recent.flatMap((id): PaletteLine[] => {
    const command = commands.find((each) => each.id === id)
    if (command) return [commandLine(command)]
    // A key may be gone by now.
    const entry = index.byId.get(keyIdOf(id) ?? '')
    return entry ? [keyLine(entry)] : []
  })
  const others = commands.filter(({ id }) => !recent.includes(id))
  return withLines([
    { title: 'Recent', lines: lately },
    { title: 'Actions', lines: others.map(commandLine) }
  ])
}

/** What is shown for something typed; at the end what leads to the table with it. */
export function foundSections(
  typed: string,
  commands: readonly Command[],
  keys: FoundKeys,
  recent: readonly string[],
  last: Command
): readonly PaletteSection[] {
  const isCut = keys.shown.length < keys.total
  const count = `Keys, ${numberWords(keys.shown.length)} of ${numberWords(keys.total)}`
  return withLines([
    { title: 'Actions', lines: findCommands(commands, typed, recent).map(commandLine) },
    { title: isCut ? count : 'Keys', lines: keys.shown.map(keyLine) },
    { title: 'In the table', lines: [commandLine(last)] }
  ])
}

/** What can be done with one key, as far as it has what was typed. */
export function sectionsOfKey(typed: string, commands: readonly Command[]): readonly PaletteSection[] {
  return withLines([{ title: 'With this key', lines: findCommands(commands, typed, []).map(commandLine) }])
}

const withLines = (sections: readonly PaletteSection[]): readonly PaletteSection[] =>
  sections.filter(({ lines }) => lines.length > 0)

/** How much there is, for those who do not see it. */
export function sectionsWords(sections: readonly PaletteSection[]): string {
  const lines = sections.flatMap((section) => section.lines)
  const keys = lines.filter(({ kind }) => kind === 'key').length
  const actions = lines.length - keys
  const words = [
    ...(actions === 0 ? [] : [`${actions} ${actions === 1 ? 'action' : 'actions'}`]),
    ...(keys === 0 ? [] : [keysWords(keys)])
  ]
  return words.length === 0 ? 'Nothing found' : words.join(', ')
}
