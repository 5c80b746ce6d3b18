import type { Page } from '@playwright/test'
import type { KeysApp } from '../fixtures/keys-app.ts'

/** A page in the same browser that has none of the app's fences: what is refused elsewhere has to work here. */
export async function openUnguardedPage(app: KeysApp): Promise<Page> {
  const opened = app.electron.waitForEvent('window')
  await app.electron.evaluate(async ({ BrowserWindow, session }) => {
    const unguarded = session.fromPartition('test-unguarded')
    unguarded.protocol.handle('app', () => {
      const page = '<!doctype html><title>Unguarded</title><body>'
      return new Response(page, { headers: { 'Content-Type': 'text/html' } })
    })
    const window = new BrowserWindow({ show: false, webPreferences: { session: unguarded, sandbox: true } })
    for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect'] as const) {
      window.webContents.removeAllListeners(event)
    }
    await window.loadURL('app://unguarded/')
  })
  return opened
}

/** An empty page without any policy in a session of the app's, or in one of the test's own. */
export async function openBlankPage(app: KeysApp, partition: string): Promise<Page> {
  const opened = app.electron.waitForEvent('window')
  await app.electron.evaluate(async ({ BrowserWindow, session }, name) => {
    const window = new BrowserWindow({
      show: false,
      webPreferences: { session: session.fromPartition(name), sandbox: true }
    })
    await window.loadURL('about:blank')
  }, partition)
  return opened
}
