import { Plus } from 'lucide-react'
import { beforeEach, expect, test } from 'vitest'
import type { ApiKey } from '../../../shared/api-key.ts'
import { indexKeys } from '../../../shared/key-entry.ts'
import { findCommands, type Command } from './command.ts'
import { findKeys } from './find-keys.ts'
import { forgetRecent, recentIds, remember } from './recent.ts'
import {
  firstSections,
  foundSections,
  sectionsOfKey,
  sectionsWords,
  type PaletteSection
} from './sections.ts'

const command = (id: string, label: string, words?: string): Command => ({
  id,
  label,
  icon: Plus,
  run: () => undefined,
  ...(words === undefined ? {} : { words })
})
const commands = [
  command('create', 'Create a key…', 'new'),
  command('refresh', 'Refresh'),
  command('theme', 'Appearance: dark', 'theme')
]
const key: ApiKey = {
  id: 'one',
  name: 'refresh-job',
  prefix: 'hrdly_1',
  createdAt: '2026-01-01T00:00:00Z',
  lastUsedAt: null,
  expiresAt: null
}
const index = indexKeys([key], [])
const last = command('search-for', 'Search')
const idsOf = (sections: readonly PaletteSection[]) =>
  sections.map(({ title, lines }) => [title, ...lines.map(({ id }) => id)])

beforeEach(forgetRecent)

test('commands are found by the beginnings of their words', () => {
  const found = (typed: string) => findCommands(commands, typed, []).map(({ id }) => id)
  expect(found('key cr')).toEqual(['create'])
  expect(found('NEW')).toEqual(['create'])
  expect(found('dárk')).toEqual(['theme'])
  expect(found('ark')).toEqual([])
  expect(found('')).toEqual(['create', 'refresh', 'theme'])
  expect(findCommands(commands, '', ['theme']).map(({ id }) => id)).toEqual(['theme', 'create', 'refresh'])
})

test('first come what was chosen of late and then all actions, each once; a key that is gone is left out', () => {
  expect(idsOf(firstSections(commands, index, []))).toEqual([['Actions', 'create', 'refresh', 'theme']])
  expect(idsOf(firstSections(commands, index, ['key:one', 'key:gone', 'theme']))).toEqual([
    ['Recent', 'key:one', 'theme'],
    ['Actions', 'create', 'refresh']
  ])
})

test('something typed finds actions and keys, and leads to the table', () => {
  const find = (typed: string) => foundSections(typed, commands, findKeys(index.entries, typed, []), [], last)
  expect(idsOf(find('refr'))).toEqual([
    ['Actions', 'refresh'],
    ['Keys', 'key:one'],
    ['In the table', 'search-for']
  ])
  expect(idsOf(find('nothing'))).toEqual([['In the table', 'search-for']])
  const many = { shown: index.entries, total: 1_234 }
  expect(foundSections('x', [], many, [], last)[0]?.title).toBe('Keys, 1 of 1,234')
})

test('how much was found is told in words', () => {
  expect(sectionsWords(firstSections(commands, index, ['key:one']))).toBe('3 actions, 1 key')
  expect(sectionsWords(sectionsOfKey('cre', commands))).toBe('1 action')
  expect(sectionsWords(sectionsOfKey('nothing', commands))).toBe('Nothing found')
})

test('a few are remembered, the last one first, each once', () => {
  for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'c']) remember(id)
  expect(recentIds()).toEqual(['c', 'g', 'f', 'e', 'd', 'b'])
  forgetRecent()
  expect(recentIds()).toEqual([])
})
