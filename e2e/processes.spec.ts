import { readdir } from 'node:fs/promises'
import type { Bridge } from '../src/shared/bridge.ts'
import { coreLimits, statusLine } from './desktop/processes.ts'
import { KeysApp } from './fixtures/keys-app.ts'
import { expect, test } from './fixtures/test.ts'

let app: KeysApp

test.beforeAll(async () => {
  app = await (await KeysApp.create()).start()
  await app.screens.welcome.tryOnThisComputer()
  await app.screens.inventory.heading.waitFor()
})

test.afterAll(() => app.remove())

test('the page runs in the sandbox of the operating system', async () => {
  for (const pid of await rendererIds(app)) {
    // 2: system calls are filtered. 1: nothing it starts can gain rights.
    expect(await statusLine(pid, 'Seccomp')).toBe('2')
    expect(await statusLine(pid, 'NoNewPrivs')).toBe('1')
  }
})

test('no process that sees a secret writes its memory to a core file', async () => {
  // That of the keychain is there only while it has something to do.
  await app.page.evaluate(() => {
    const { hygiara } = window as unknown as { readonly hygiara: Bridge }
    return hygiara['escrow:look']()
  })
  const helpers = await app.electron.evaluate(({ app: electronApp }) =>
    electronApp
      .getAppMetrics()
      .filter(({ name }) => name?.startsWith('Hygiara Keys'))
      .map(({ pid, name }) => ({ pid, name }))
  )
  expect(helpers.map(({ name }) => name).sort()).toEqual([
    'Hygiara Keys keychain',
    'Hygiara Keys local server'
  ])
  for (const pid of [app.pid, ...(await rendererIds(app)), ...helpers.map((helper) => helper.pid)]) {
    expect(await coreLimits(pid), String(pid)).toEqual(['0', '0'])
  }
})

test('a crash leaves no dump', async () => {
  const folder = await app.electron.evaluate(({ app: electronApp, webContents }) => {
    const [contents] = webContents.getAllWebContents()
    return new Promise<string>((resolve) => {
      contents?.once('dom-ready', () => resolve(electronApp.getPath('crashDumps')))
      contents?.forcefullyCrashRenderer()
    })
  })
  const files = await readdir(folder, { recursive: true }).catch(() => [])
  expect(files.filter((name) => name.endsWith('.dmp'))).toEqual([])
  expect(
    (await readdir(app.userData, { recursive: true })).filter((name) => /\.dmp$|^core/u.test(name))
  ).toEqual([])
})

async function rendererIds({ electron }: KeysApp): Promise<number[]> {
  const pids = await electron.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => contents.getOSProcessId())
  )
  if (pids.length === 0) throw new Error('there is no page')
  return pids
}
