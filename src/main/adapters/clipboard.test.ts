import { beforeEach, describe, expect, test, vi } from 'vitest'
import { SecretValue } from '../secret-value.ts'
import { describeClipboard } from '../testing/clipboard-suite.ts'
import {
  clipboardSince44,
  clipboardUntil43,
  FakeBoard,
  FakeClipboardItem
} from '../testing/fake-electron-clipboard.ts'
import { createClipboard, type ElectronClipboard, type FrontWindow } from './clipboard.ts'

vi.mock('electron', () => ({ clipboard: {}, ClipboardItem: undefined }))

const secret = SecretValue.of('hrdly_b7Qx2m')
let board: FakeBoard
let selection: FakeBoard

beforeEach(() => {
  board = new FakeBoard()
  selection = new FakeBoard()
})

const until43 = (): ElectronClipboard => ({ clipboard: clipboardUntil43(board, selection) })
const since44 = (): ElectronClipboard => ({
  clipboard: clipboardSince44(board, selection),
  ClipboardItem: FakeClipboardItem
})

describe.each([
  ['up to version 43', until43],
  ['since version 44', since44]
])('an Electron %s', (_version, source) => {
  describeClipboard(() => ({
    clipboard: createClipboard(null, 'linux', source()),
    select: (text) => selection.set([['text/plain', text]])
  }))

  test('that fails is a rejection, never an exception in the face of the caller', async () => {
    const clipboard = createClipboard(null, 'linux', source())
    board.isBroken = true
    selection.isBroken = true
    await expect(clipboard.readText()).rejects.toThrow('no clipboard')
    await expect(clipboard.readSelection()).rejects.toThrow('no clipboard')
    await expect(clipboard.clear()).rejects.toThrow('no clipboard')
    await expect(clipboard.clearSelection()).rejects.toThrow('no clipboard')
    await expect(clipboard.writeText('x')).rejects.toThrow('no clipboard')
    await expect(clipboard.writeSecret(secret)).rejects.toThrow('no clipboard')
  })

  test.each(['win32', 'darwin'] as const)(
    'on %s there is no selection, and nobody asks for one',
    async (platform) => {
      selection.isBroken = true
      const clipboard = createClipboard(null, platform, source())
      expect(await clipboard.readSelection()).toBe('')
      await clipboard.clearSelection()
    }
  )
})

describe('since version 44', () => {
  const raw = (name: string) => `electron application/osclipboard;format="${name}"`

  test.each([
    [
      'win32',
      [
        'ExcludeClipboardContentFromMonitorProcessing',
        'CanIncludeInClipboardHistory',
        'CanUploadToCloudClipboard',
        'Clipboard Viewer Ignore'
      ]
    ],
    ['darwin', ['org.nspasteboard.ConcealedType', 'org.nspasteboard.TransientType']],
    ['linux', ['x-kde-passwordManagerHint']]
  ] as const)('a secret and the marks of %s get there in one write', async (platform, names) => {
    const clipboard = createClipboard(null, platform, since44())
    expect(await clipboard.writeSecret(secret)).toEqual({ isHidden: true })
    expect(board.writes).toEqual([['text/plain', ...names.map(raw)]])
    expect(board.text).toBe('hrdly_b7Qx2m')
  })

  test('the marks are what the systems look for', async () => {
    const bytesOf = async (name: string) => {
      const payload = board.formats.get(raw(name))
      return [...new Uint8Array(await new Blob([payload ?? '?']).arrayBuffer())]
    }
    await createClipboard(null, 'win32', since44()).writeSecret(secret)
    expect(await bytesOf('CanIncludeInClipboardHistory')).toEqual([0, 0, 0, 0])
    expect(await bytesOf('CanUploadToCloudClipboard')).toEqual([0, 0, 0, 0])
    await createClipboard(null, 'linux', since44()).writeSecret(secret)
    expect(board.formats.get(raw('x-kde-passwordManagerHint'))).toBe('secret')
  })

  test('nothing but a secret is marked', async () => {
    await createClipboard(null, 'linux', since44()).writeText('ci-reviews')
    expect(board.writes).toEqual([['text/plain']])
  })

  test('a system that drops a mark: not hidden, and it says so', async () => {
    board.refused = [raw('CanUploadToCloudClipboard')]
    const clipboard = createClipboard(null, 'win32', since44())
    expect(await clipboard.writeSecret(secret)).toEqual({ isHidden: false })
    expect(board.text).toBe('hrdly_b7Qx2m')
  })

  test('a system that nobody knows the marks of: not hidden, and it says so', async () => {
    expect(await createClipboard(null, 'freebsd', since44()).writeSecret(secret)).toEqual({ isHidden: false })
  })
})

test('up to version 43 there is the text only, and it says that it is not hidden', async () => {
  expect(await createClipboard(null, 'linux', until43()).writeSecret(secret)).toEqual({ isHidden: false })
  expect(board.writes).toEqual([['text/plain']])
})

describe('on Wayland', () => {
  const front = (isActive: boolean, wasJustPressed: boolean): FrontWindow => ({
    isActive: () => isActive,
    wasJustPressed: () => wasJustPressed
  })

  test.each([
    [true, true, true, true],
    [true, false, false, true],
    [false, true, false, false],
    [false, false, false, false]
  ])(
    'in front %s, just pressed %s: a copy can be confirmed %s, a clear %s',
    (active, pressed, copy, clear) => {
      const clipboard = createClipboard(front(active, pressed), 'linux', until43())
      expect(clipboard.canConfirm('copy')).toBe(copy)
      expect(clipboard.canConfirm('clear')).toBe(clear)
    }
  )

  test('elsewhere reading back is always to be believed', () => {
    const clipboard = createClipboard(null, 'linux', until43())
    expect(clipboard.canConfirm('copy') && clipboard.canConfirm('clear')).toBe(true)
  })

  /** Clearing gives up only what this app itself has written. */
  class CompositorBoard extends FakeBoard {
    isOurs = false
    override set(entries: Parameters<FakeBoard['set']>[0]): void {
      if (entries.length === 0 && !this.isOurs) return
      this.isOurs = entries.length > 0
      super.set(entries)
    }
  }

  test('what somebody else holds is replaced and then given up', async () => {
    const held = new CompositorBoard()
    held.formats.set('text/plain', 'hrdly_b7Qx2m')
    const clipboard = createClipboard(front(true, true), 'linux', {
      clipboard: clipboardUntil43(held, selection)
    })
    await clipboard.clear()
    expect(held.formats.size).toBe(0)
  })

  test('a text that comes to light by clearing is left alone', async () => {
    // Our own text is read back although the system never took it; behind it is somebody's.
    class Masking extends FakeBoard {
      override set(entries: Parameters<FakeBoard['set']>[0]): void {
        super.set(entries.length === 0 ? [['text/plain', 'a shopping list']] : entries)
      }
    }
    const masked = new Masking()
    masked.formats.set('text/plain', 'hrdly_b7Qx2m')
    const clipboard = createClipboard(front(true, true), 'linux', {
      clipboard: clipboardUntil43(masked, selection)
    })
    await clipboard.clear()
    expect(masked.text).toBe('a shopping list')
  })
})
