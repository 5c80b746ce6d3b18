import type { Clipboard, ClipboardItem, ClipboardBookmark } from 'electron'

type Payload = string | Blob

/** What is on one clipboard of the system: the formats of one write. */
export class FakeBoard {
  formats = new Map<string, Payload>()
  isBroken = false
  /** Formats that this system does not keep. */
  refused: readonly string[] = []
  /** Each write, as the formats it brought. */
  readonly writes: string[][] = []

  get text(): string {
    const text = this.formats.get('text/plain')
    return typeof text === 'string' ? text : ''
  }

  set(entries: readonly (readonly [string, Payload])[]): void {
    this.throwIfBroken()
    this.writes.push(entries.map(([format]) => format))
    this.formats = new Map(entries.filter(([format]) => !this.refused.includes(format)))
  }

  throwIfBroken(): void {
    if (this.isBroken) throw new Error('no clipboard')
  }
}

const textOnly = (text: string): [string, string][] => [['text/plain', text]]

/** Electron's clipboard up to version 43, over what the system has. */
export function clipboardUntil43(board: FakeBoard, selection: FakeBoard) {
  const of = (type?: 'selection') => (type === 'selection' ? selection : board)
  return {
    readText: (type?: 'selection') => (of(type).throwIfBroken(), of(type).text),
    writeText: (text: string, type?: 'selection') => {
      of(type).set(textOnly(text))
      // As Chromium does on X11 and Wayland: what is copied can be pasted with the middle button, too.
      if (type === undefined) selection.formats = new Map(textOnly(text))
    },
    clear: (type?: 'selection') => of(type).set([])
  }
}

/** Electron's clipboard since version 44, as its own types describe it. */
export function clipboardSince44(board: FakeBoard, selection: FakeBoard | null = null): Clipboard {
  return {
    // It answers nothing, and has done its work by then.
    clear: () => board.set([]),
    has: async (mimetype) => (board.throwIfBroken(), board.formats.has(mimetype)),
    read: async () => (board.throwIfBroken(), [new FakeClipboardItem(Object.fromEntries(board.formats))]),
    readText: async () => (board.throwIfBroken(), board.text),
    write: async (items) => {
      board.set(items.flatMap((item) => (item as FakeClipboardItem).entries))
      if (selection) selection.formats = new Map(textOnly(board.text))
    },
    writeText: async (text) => board.set(textOnly(text)),
    get selection() {
      // There is none but on Linux, whatever the types say.
      return (selection ? clipboardSince44(selection) : undefined) as Clipboard
    }
  }
}

type Items = ConstructorParameters<typeof ClipboardItem>[0]

/** An entry as Electron's own `ClipboardItem` is made. */
export class FakeClipboardItem implements ClipboardItem {
  readonly entries: readonly (readonly [string, Payload])[]

  constructor(items: Items) {
    this.entries = Object.entries(items).map(([format, payload]) => {
      if (typeof payload === 'string' || payload instanceof Blob) return [format, payload]
      throw new TypeError(`nobody here writes a ${format} like this`)
    })
  }

  get types(): string[] {
    return this.entries.map(([format]) => format)
  }

  async getType(type: string): Promise<Blob & ClipboardBookmark> {
    const payload = this.entries.find(([format]) => format === type)?.[1]
    if (payload === undefined) throw new TypeError(`there is no ${type}`)
    return new Blob([payload]) as Blob & ClipboardBookmark
  }
}
