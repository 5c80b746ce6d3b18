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
  ])('with the modifier and %s asks for %s, typing or not', (key, action) => {
    for (const isTyping of [true, false]) {
      expect(actionOf(press(key, ctrl), 'linux', isTyping)).toBe(action)
      expect(actionOf(press(key.toUpperCase(), ctrl), 'windows', isTyping)).toBe(action)
      expect(actionOf(press(key, meta), 'mac', isTyping)).toBe(action)
    }
  })

  test('the other modifier is not the modifier', () => {
    expect(actionOf(press('n', meta), 'linux', false)).toBeNull()
    expect(actionOf(press('n', ctrl), 'mac', false)).toBeNull()
    expect(actionOf(press('n', { ...ctrl, altKey: true }), 'linux', false)).toBeNull()
    expect(actionOf(press('n', { ...ctrl, shiftKey: true }), 'linux', false)).toBeNull()
  })

  test('F6 goes through the parts of the window, typing or not', () => {
    for (const isTyping of [true, false]) {
      expect(actionOf(press('F6'), 'linux', isTyping)).toBe('next-zone')
      expect(actionOf(press('F6', { shiftKey: true }), 'mac', isTyping)).toBe('previous-zone')
      expect(actionOf(press('F6', ctrl), 'linux', isTyping)).toBeNull()
    }
  })

  test('a single letter is text while one types', () => {
    expect(actionOf(press('/'), 'linux', true)).toBeNull()
    expect(actionOf(press('/'), 'linux', false)).toBe('search')
    // Where it is typed with Shift.
    expect(actionOf(press('/', { shiftKey: true }), 'linux', false)).toBe('search')
  })

  test('others', () => {
    expect(actionOf(press('F5'), 'linux', true)).toBe('refresh')
    expect(actionOf(press('X', { ...ctrl, shiftKey: true }), 'linux', false)).toBe('clear-clipboard')
    expect(actionOf(press('x', ctrl), 'linux', false)).toBeNull()
    expect(actionOf(press('n'), 'linux', false)).toBeNull()
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
    expect(rowActionOf(press(key), 'linux')).toBe(action)
    expect(rowActionOf(press(key, ctrl), 'linux')).toBeNull()
    expect(rowActionOf(press(key, { altKey: true }), 'linux')).toBeNull()
  })

  test('copies with the modifier, and knows nothing of the window', () => {
    expect(rowActionOf(press('c', ctrl), 'linux')).toBe('copy-labels')
    expect(rowActionOf(press('c'), 'linux')).toBeNull()
    expect(rowActionOf(press('r', ctrl), 'linux')).toBeNull()
    expect(actionOf(press('Delete'), 'linux', false)).toBeNull()
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
        expect([actionOf(pressed, 'linux', false), rowActionOf(pressed, 'linux')], each).toContain(action)
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
})
