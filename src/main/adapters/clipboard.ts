// As a whole: `ClipboardItem` exists since Electron 44 only, and a named import of what is not there fails at the start.
import * as electron from 'electron'
import type { Clipboard } from '../ports.ts'
import type { SecretValue } from '../secret-value.ts'

/** Whether one of the app's windows is the one in front, and whether a key or button was pressed in it just now. */
export interface FrontWindow {
  isActive(): boolean
  wasJustPressed(): boolean
}

/** Electron's clipboard up to version 43: answers at once, and knows no formats of the system's own. */
export interface ClipboardUntil43 {
  readText(type?: 'selection'): string
  writeText(text: string, type?: 'selection'): void
  clear(type?: 'selection'): void
}

/** What is used of Electron; `ClipboardItem` is there since version 44. */
export type ElectronClipboard =
  | Pick<typeof electron, 'clipboard' | 'ClipboardItem'>
  | { readonly clipboard: ClipboardUntil43; readonly ClipboardItem?: undefined }

/** One clipboard, whichever Electron brings it. */
interface Board {
  readText(): Promise<string>
  writeText(text: string): Promise<void>
  clear(): Promise<void>
}

// Whoever may write any format may pass for any program: these are constants, and nothing from outside gets in.
const osFormat = (name: string): string => `electron application/osclipboard;format="${name}"`
const doubleWordZero = (): Blob => new Blob([new Uint8Array(4)])
const presence = (): Blob => new Blob([new Uint8Array(1)])

/** What tells a clipboard history, a cloud clipboard and a clipboard manager of each system to leave this one alone. */
const historyMarkers: Partial<Record<NodeJS.Platform, () => Readonly<Record<string, Blob | string>>>> = {
  win32: () => ({
    [osFormat('ExcludeClipboardContentFromMonitorProcessing')]: presence(),
    [osFormat('CanIncludeInClipboardHistory')]: doubleWordZero(),
    [osFormat('CanUploadToCloudClipboard')]: doubleWordZero(),
    [osFormat('Clipboard Viewer Ignore')]: presence()
  }),
  darwin: () => ({
    [osFormat('org.nspasteboard.ConcealedType')]: presence(),
    [osFormat('org.nspasteboard.TransientType')]: presence()
  }),
  linux: () => ({ [osFormat('x-kde-passwordManagerHint')]: 'secret' })
}

/**
 * The clipboard of the operating system, and on Linux the selection beside it (PRIMARY).
 *
 * @param front where only the window in front may see and change the clipboard (Wayland); `null` elsewhere
 */
export function createClipboard(
  front: FrontWindow | null,
  platform: NodeJS.Platform = process.platform,
  source: ElectronClipboard = electron
): Clipboard {
  const board = boardOf(source)
  const selection = platform === 'linux' ? selectionOf(source) : null
  return {
    canConfirm: (what) =>
      front === null || (front.isActive() && (what === 'clear' || front.wasJustPressed())),
    readText: () => board.readText(),
    readSelection: async () => (await selection?.readText()) ?? '',
    writeText: (text) => board.writeText(text),
    clear: () => clear(board, front),
    clearSelection: async () => (selection ? clear(selection, front) : undefined),

    async writeSecret(secret) {
      const isHidden = await writeMarked(source, platform, secret)
      // Chromium puts a copied text on the selection too, where a press of the middle button would paste it.
      if (selection) await giveUp(selection, secret)
      return { isHidden }
    }
  }
}

/** Answers whether the marks are there. */
async function writeMarked(
  source: ElectronClipboard,
  platform: NodeJS.Platform,
  secret: SecretValue
): Promise<boolean> {
  if (source.ClipboardItem === undefined) {
    source.clipboard.writeText(secret.reveal())
    return false
  }
  const { clipboard, ClipboardItem } = source
  const markers = historyMarkers[platform]?.() ?? {}
  await clipboard.write([new ClipboardItem({ 'text/plain': secret.reveal(), ...markers })])
  // Looked for, not taken for granted: a system may keep the text and drop what it does not know.
  const found = await Promise.all(
    Object.keys(markers).map((format) => clipboard.has(format).catch(() => false))
  )
  return found.length > 0 && found.every(Boolean)
}

async function giveUp(selection: Board, secret: SecretValue): Promise<void> {
  try {
    if ((await selection.readText()) === secret.reveal()) await selection.clear()
  } catch {
    // It goes with the clipboard, when the time is over.
  }
}

/** Electron answered at once up to version 43 and answers with promises since 44: `await` is right for both. */
function boardOf({ clipboard }: ElectronClipboard): Board {
  return {
    readText: async () => await clipboard.readText(),
    writeText: async (text) => await clipboard.writeText(text),
    clear: async () => clipboard.clear()
  }
}

function selectionOf(source: ElectronClipboard): Board {
  if (source.ClipboardItem !== undefined) return boardOf({ ...source, clipboard: source.clipboard.selection })
  const { clipboard } = source
  return {
    readText: async () => clipboard.readText('selection'),
    writeText: async (text) => clipboard.writeText(text, 'selection'),
    clear: async () => clipboard.clear('selection')
  }
}

/**
 * On Wayland clearing only gives up what is our own. What somebody else holds (a clipboard manager that took over a
 * key from a start that crashed) has to be replaced before there is something to give up.
 */
async function clear(board: Board, front: FrontWindow | null): Promise<void> {
  const before = front === null ? '' : await board.readText()
  await board.clear()
  // Another text than before is somebody's.
  if (before === '' || (await board.readText()) !== before) return
  await board.writeText(' ')
  await board.clear()
}
