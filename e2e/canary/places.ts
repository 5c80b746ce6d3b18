import { readFile, readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { Page } from '@playwright/test'
import { memoryOf } from '../desktop/memory.ts'
import { processTree } from '../desktop/processes.ts'
import type { KeysApp } from '../fixtures/keys-app.ts'
import { readShownWindow } from '../shown/shown-window.ts'
import { recordedIpc } from './ipc-recorder.ts'

/** One place where a secret must not be, with everything that is in it now. */
export interface Place {
  readonly kind: 'heap' | 'page' | 'memory' | 'ipc' | 'disk' | 'output' | 'process'
  readonly name: string
  readonly content: Buffer
}

/** Everything a test can look into while the app runs: pages, messages, files, output, processes. */
export async function placesOf(app: KeysApp): Promise<Place[]> {
  const messages = await recordedIpc(app.electron)
  return [
    ...(await pagePlaces(app)),
    ...(await shownPlaces(app)),
    ...messages.map(({ direction, channel, bytes }) => ({
      kind: 'ipc' as const,
      name: `${direction} ${channel}`,
      content: bytes
    })),
    ...(await filePlaces(app.userData)),
    { kind: 'output', name: 'stdout and stderr', content: Buffer.from(app.output) },
    ...(await processPlaces(app.pid))
  ]
}

/** Everything below a folder: contents, and the names themselves. */
export async function filePlaces(folder: string): Promise<Place[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const names = Buffer.from(entries.map((entry) => join(entry.parentPath, entry.name)).join('\n'))
  const contents = files.map(async (path) => ({
    kind: 'disk' as const,
    name: relative(folder, path),
    // A temporary file can be gone by now.
    content: await readFile(path).catch(() => Buffer.alloc(0))
  }))
  return [{ kind: 'disk', name: 'file names', content: names }, ...(await Promise.all(contents))]
}

/** What the system says about main and everything that it has started, to anybody of the same user. */
export async function processPlaces(main: number): Promise<Place[]> {
  const processes = await processTree(main)
  return processes.flatMap(({ pid, argv, environment }) => [
    { kind: 'process' as const, name: `argv of ${pid}`, content: argv },
    ...(environment ? [{ kind: 'process' as const, name: `environ of ${pid}`, content: environment }] : [])
  ])
}

async function pagePlaces(app: KeysApp): Promise<Place[]> {
  const pages = app.electron.windows().filter((page) => !page.url().startsWith('app://shown/'))
  const perPage = await Promise.all(
    pages.map(async (page, index) => [
      { kind: 'page' as const, name: `page ${index}`, content: await visibleTo(page) },
      { kind: 'heap' as const, name: `heap ${index}`, content: await heapSnapshot(page) }
    ])
  )
  return perPage.flat()
}

/** The window that shows a key, while it is open: what is in it, and all of its process's memory. */
async function shownPlaces({ electron }: KeysApp): Promise<Place[]> {
  const window = await readShownWindow(electron)
  if (!window) return []
  const { pid, url, title, html, spoken } = window
  const places: Place[] = [
    { kind: 'page', name: 'Show window', content: Buffer.from([url, title, html, spoken].join('\n')) }
  ]
  for await (const chunk of memoryOf(pid)) {
    places.push({ kind: 'memory', name: 'Show window', content: Buffer.from(chunk) })
  }
  return places
}

/** What scripts of the page could read: the document, the fields, what is stored, what crossed the network. */
async function visibleTo(page: Page): Promise<Buffer> {
  const seen = await page.evaluate(async () => ({
    document: document.documentElement.outerHTML,
    fields: [...document.querySelectorAll('input, textarea')].map(
      (field) => (field as HTMLInputElement).value
    ),
    localStorage: { ...localStorage },
    sessionStorage: { ...sessionStorage },
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
    cookies: document.cookie,
    address: location.href,
    title: document.title,
    history: JSON.stringify(history.state),
    requests: performance.getEntries().map(({ name }) => name)
  }))
  return Buffer.from(JSON.stringify(seen))
}

/** The page's JavaScript heap, after everything that nobody holds any more was collected. */
async function heapSnapshot(page: Page): Promise<Buffer> {
  const devtools = await page.context().newCDPSession(page)
  const chunks: string[] = []
  devtools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
  await devtools.send('HeapProfiler.collectGarbage')
  await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await devtools.detach()
  return Buffer.from(chunks.join(''))
}
