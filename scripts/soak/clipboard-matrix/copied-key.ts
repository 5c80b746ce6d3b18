import { expect } from '@playwright/test'
import { KeysApp, type LaunchOptions } from '../../../e2e/fixtures/keys-app.ts'
import type { HygiaraServer } from '../../../e2e/servers/hygiara-server.ts'

/** Long enough for the shortest time that can be chosen, on a busy machine. */
export const patience = { timeout: 25_000 }

/** The app, signed in, with the shortest time on the clipboard. */
export async function startedApp(server: HygiaraServer, options: LaunchOptions = {}): Promise<KeysApp> {
  const app = await (await KeysApp.create(options)).start()
  await app.screens.connect(server)
  await app.screens.shell.goToSettings()
  await app.screens.settings.clipboardTime('10 s').click()
  await expect(app.screens.settings.clipboardTime('10 s')).toBeChecked()
  await app.screens.shell.goToInventory()
  return app
}

/** Answers what `read` finds once that is nothing any more, or what it still finds when patience ends. */
export async function readUntilEmpty(read: () => Promise<string>): Promise<string> {
  await expect
    .poll(read, patience)
    .toBe('')
    .catch(() => undefined)
  return read()
}

/** How a value is named in the table: never by itself. */
export function named(text: string, value: string): string {
  if (text === '') return 'nothing'
  return text === value ? 'the key' : `something else (${text.length} characters)`
}
