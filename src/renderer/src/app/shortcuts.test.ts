import { describe, expect, test } from 'vitest'
import { shortcuts, type RowAction, type WindowAction } from '../../../shared/shortcuts.ts'
import { actionOf, ariaShortcutsOf, hintOf, rowActionOf, shortcutWords, type KeyPress } from './shortcuts.ts'

const press = (key: string, modifiers: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...modifiers
})
const ctrl = { ctrlKey: true }
const meta = { metaKey: true }

describe('a key press', () => {
  test.each<readonly [string, WindowAction]>([
    ['k', 'open-palette'],
    ['e', 'export-view'],
    ['/', 'show-shortcuts'],
    ['n', 'create-key'],
    ['f', 'search'],
    ['r', 'refresh'],
    ['1', 'show-inventory'],
    ['2', 'show-settings'],
    [',', 'show-settings']
  ])('with the modifier and %s asks for %s, with single keys or without', (key, action) => {
    for (const hasSingleKeys of [true, false]) {
      expect(actionOf(press(key, ctrl), 'linux', hasSingleKeys)).toBe(action)
      expect(actionOf(press(key.toUpperCase(), ctrl), 'windows', hasSingleKeys)).toBe(action)
      expect(actionOf(press(key, meta), 'mac', hasSingleKeys)).toBe(action)
    }
  })

  test('the other modifier is not the modifier', () => {
    expect(actionOf(press('n', meta), 'linux', true)).toBeNull()
    expect(actionOf(press('n', ctrl), 'mac', true)).toBeNull()
    expect(actionOf(press('n', { ...ctrl, altKey: true }), 'linux', true)).toBeNull()
    expect(actionOf(press('n', { ...ctrl, shiftKey: true }), 'linux', true)).toBeNull()
  })

  test('F6 goes through the parts of the window, with single keys or without', () => {
    for (const hasSingleKeys of [true, false]) {
      expect(actionOf(press('F6'), 'linux', hasSingleKeys)).toBe('next-zone')
      expect(actionOf(press('F6', { shiftKey: true }), 'mac', hasSingleKeys)).toBe('previous-zone')
      expect(actionOf(press('F6', ctrl), 'linux', hasSingleKeys)).toBeNull()
    }
  })

  test('a single key counts only where single keys do', () => {
    expect(actionOf(press('/'), 'linux', false)).toBeNull()
    expect(actionOf(press('/'), 'linux', true)).toBe('search')
    // Where it is typed with Shift.
    expect(actionOf(press('/', { shiftKey: true }), 'linux', true)).toBe('search')
  })

  test('others', () => {
    expect(actionOf(press('F5'), 'linux', false)).toBe('refresh')
    expect(actionOf(press('X', { ...ctrl, shiftKey: true }), 'linux', true)).toBe('clear-clipboard')
    expect(actionOf(press('x', ctrl), 'linux', true)).toBeNull()
    expect(actionOf(press('n'), 'linux', true)).toBeNull()
  })
})

describe('a key press in a row', () => {
  test.each<readonly [string, RowAction]>([
    ['Enter', 'open-details'],
    [' ', 'toggle-row'],
    ['n', 'open-notes'],
    ['Delete', 'open-revoke'],
    ['Backspace', 'open-revoke']
  ])('%j asks for %s', (key, action) => {
    expect(rowActionOf(press(key), 'linux', true)).toBe(action)
    expect(rowActionOf(press(key, ctrl), 'linux', true)).toBeNull()
    expect(rowActionOf(press(key, { altKey: true }), 'linux', true)).toBeNull()
  })

  test('a single letter is nothing where single keys are off; keys that are no text stay', () => {
    expect(rowActionOf(press('n'), 'linux', false)).toBeNull()
    expect(rowActionOf(press('Delete'), 'linux', false)).toBe('open-revoke')
    expect(rowActionOf(press(' '), 'linux', false)).toBe('toggle-row')
    expect(rowActionOf(press('c', ctrl), 'linux', false)).toBe('copy-labels')
  })

  test('copies with the modifier, and knows nothing of the window', () => {
    expect(rowActionOf(press('c', ctrl), 'linux', true)).toBe('copy-labels')
    expect(rowActionOf(press('c'), 'linux', true)).toBeNull()
    expect(rowActionOf(press('r', ctrl), 'linux', true)).toBeNull()
    expect(actionOf(press('Delete'), 'linux', true)).toBeNull()
  })
})

describe('the table of shortcuts', () => {
  test('has no action twice, and no keys twice where both would be heard', () => {
    const actions = shortcuts.flatMap(({ action }) => action ?? [])
    expect(new Set(actions)).toHaveLength(actions.length)
    const told = shortcuts.flatMap(({ group, keys }) => keys.map((each) => `${group} ${each}`))
    expect(new Set(told)).toHaveLength(told.length)
    const everywhere = shortcuts.filter(({ group }) => group === 'everywhere' || group === 'go')
    const elsewhere = shortcuts.filter((each) => !everywhere.includes(each)).flatMap(({ keys }) => keys)
    for (const { keys } of everywhere) for (const each of keys) expect(elsewhere).not.toContain(each)
  })

  test('everything with an action is heard', () => {
    for (const { keys, action } of shortcuts) {
      if (action === null) continue
      for (const each of keys) {
        const parts = each.split('+')
        const key = parts.at(-1) ?? ''
        const pressed = press(key === 'Space' ? ' ' : key, {
          ctrlKey: parts.includes('Mod'),
          shiftKey: parts.includes('Shift')
        })
        expect([actionOf(pressed, 'linux', true), rowActionOf(pressed, 'linux', true)], each).toContain(
          action
        )
      }
    }
  })
})

test('a shortcut is written as on the keyboard of the system', () => {
  expect(hintOf('create-key', 'mac')).toBe('⌘N')
  expect(hintOf('create-key', 'linux')).toBe('Ctrl N')
  expect(hintOf('clear-clipboard', 'mac')).toBe('⌘⇧X')
  expect(hintOf('clear-clipboard', 'windows')).toBe('Ctrl Shift X')
  expect(hintOf('open-revoke', 'mac')).toBe('⌫')
  expect(hintOf('open-revoke', 'linux')).toBe('Del')
  expect(hintOf('sign-out', 'linux')).toBeUndefined()
  expect(shortcutWords('Shift+Up', 'linux')).toBe('Shift ↑')
  expect(ariaShortcutsOf('create-key', 'mac')).toBe('Meta+N')
  expect(ariaShortcutsOf('search', 'windows')).toBe('Control+F /')
  expect(ariaShortcutsOf('search', 'windows', false)).toBe('Control+F')
  expect(hintOf('open-notes', 'linux')).toBe('N')
  expect(hintOf('open-notes', 'linux', false)).toBeUndefined()
})
