import { describe, expect, test } from 'vitest'
import { actionOf, ariaShortcut, shortcutWords, type Action, type KeyPress } from './shortcuts.ts'

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
  test.each<readonly [string, Action]>([
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

test('a shortcut is written as on the keyboard of the system', () => {
  expect(shortcutWords('N', 'mac')).toBe('⌘N')
  expect(shortcutWords('N', 'linux')).toBe('Ctrl N')
  expect(ariaShortcut('N', 'mac')).toBe('Meta+N')
  expect(ariaShortcut('N', 'windows')).toBe('Control+N')
})
