import type { ElectronApplication, Page } from '@playwright/test'
import type { WebContents } from 'electron'

/** The Show window as it is now. */
export interface ShownWindow {
  readonly url: string
  readonly pid: number
  readonly title: string
  /** What it may do, as Electron reports it. */
  readonly preferences: object
  readonly html: string
  /** What a screen reader is told. */
  readonly spoken: string
  readonly isFocused: boolean
  readonly isChild: boolean
}

/** What is in the window that shows a key; `null` while there is none. It runs no script, so main looks into it. */
export async function readShownWindow(electron: ElectronApplication): Promise<ShownWindow | null> {
  return electron.evaluate(async ({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows().find((each) =>
      each.webContents.getURL().startsWith('app://shown/')
    )
    if (!window) return null
    const { webContents: contents } = window
    // Not in the type definitions, because it is not for apps.
    const { getLastWebPreferences } = contents as unknown as { getLastWebPreferences: () => object }
    const inspector = contents.debugger
    inspector.attach('1.3')
    const { root } = (await inspector.sendCommand('DOM.getDocument')) as { root: { nodeId: number } }
    const { outerHTML } = (await inspector.sendCommand('DOM.getOuterHTML', root)) as { outerHTML: string }
    const { nodes } = (await inspector.sendCommand('Accessibility.getFullAXTree')) as {
      nodes: { ignored: boolean; name?: { value?: string } }[]
    }
    inspector.detach()
    return {
      url: contents.getURL(),
      pid: contents.getOSProcessId(),
      title: window.getTitle(),
      preferences: getLastWebPreferences.call(contents),
      html: outerHTML,
      spoken: nodes.flatMap(({ ignored, name }) => (ignored ? [] : [name?.value ?? ''])).join('\n'),
      isFocused: window.isFocused(),
      isChild: window.getParentWindow() !== null
    }
  })
}

/** Grey values of a picture on the screen, two pixels for one as on a fine display. */
interface Pixels {
  readonly width: number
  readonly height: number
  readonly grey: readonly number[]
}

/**
 * Reads the key off the screen as a person would: what is drawn, character by character, compared with the letters of
 * the font. `letters` is a page that has the font.
 */
export async function readOffTheScreen(electron: ElectronApplication, letters: Page): Promise<string> {
  return letters.evaluate(recognise, await pixelsOfTheKey(electron))
}

async function pixelsOfTheKey(electron: ElectronApplication): Promise<Pixels> {
  return electron.evaluate(async ({ BrowserWindow, nativeImage }): Promise<Pixels> => {
    const contents = BrowserWindow.getAllWindows()
      .map((each): WebContents => each.webContents)
      .find((each) => each.getURL().startsWith('app://shown/'))
    if (!contents) throw new Error('nothing is shown')
    const inspector = contents.debugger
    inspector.attach('1.3')
    const ask = (method: string, params: object = {}): Promise<unknown> =>
      inspector.sendCommand(method, params) as Promise<unknown>
    await ask('Emulation.setDeviceMetricsOverride', {
      width: 500,
      height: 400,
      deviceScaleFactor: 2,
      mobile: false
    })
    const { root } = (await ask('DOM.getDocument')) as { root: { nodeId: number } }
    const { nodeId } = (await ask('DOM.querySelector', { nodeId: root.nodeId, selector: 'img' })) as {
      nodeId: number
    }
    const { model } = (await ask('DOM.getBoxModel', { nodeId })) as {
      model: { content: number[]; width: number; height: number }
    }
    const { data } = (await ask('Page.captureScreenshot', { format: 'png' })) as { data: string }
    inspector.detach()
    const [x = 0, y = 0] = model.content
    const size = { width: model.width * 2, height: model.height * 2 }
    const image = nativeImage
      .createFromBuffer(Buffer.from(data, 'base64'))
      .crop({ x: Math.round(x * 2), y: Math.round(y * 2), ...size })
    const bitmap = image.toBitmap()
    return { ...size, grey: Array.from({ length: bitmap.length / 4 }, (_, at) => bitmap[at * 4] ?? 0) }
  })
}

/** Runs in the page. */
async function recognise({ width, height, grey }: Pixels): Promise<string> {
  const cell = { width: 24, height: 50, row: 60, gap: 28, margin: 2, baseline: 38 }
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_'
  const font = '500 40px "JetBrains Mono Variable"'
  await document.fonts.load(font, alphabet)
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width: cell.width, height: cell.height })
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('nothing to draw on')
  context.font = font
  const templates = Array.from(alphabet, (letter) => {
    context.clearRect(0, 0, cell.width, cell.height)
    context.fillText(letter, 0, cell.baseline)
    const { data } = context.getImageData(0, 0, cell.width, cell.height)
    return { letter, ink: Array.from({ length: data.length / 4 }, (_, at) => (data[at * 4 + 3] ?? 0) / 255) }
  })
  const paper = grey[0] ?? 0
  const letterAt = (left: number, top: number): string => {
    const seen = Array.from({ length: cell.width * cell.height }, (_, at) =>
      Math.abs((grey[(top + Math.floor(at / cell.width)) * width + left + (at % cell.width)] ?? 0) - paper)
    )
    const most = Math.max(...seen)
    if (most < 20) return ''
    const distances = templates.map(({ letter, ink }) => ({
      letter,
      distance: seen.reduce((sum, value, at) => sum + Math.abs(value / most - (ink[at] ?? 0)), 0)
    }))
    return distances.reduce((best, each) => (each.distance < best.distance ? each : best)).letter
  }
  let text = ''
  for (let top = cell.margin; top + cell.height <= height; top += cell.row) {
    const isFirst = top === cell.margin
    for (let index = 0; index < (isFirst ? 6 : 20); index += 1) {
      const left = cell.margin + index * cell.width + (isFirst ? 0 : Math.floor(index / 4) * cell.gap)
      if (left + cell.width <= width) text += letterAt(left, top)
    }
  }
  return text
}
