import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { chmod, mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exitOf } from './fixtures/child-process.ts'
import { builtApp } from './fixtures/keys-app.ts'
import { expect, test } from './fixtures/test.ts'

// In plain Node the package is the path of the executable.
const electronProgram = createRequire(import.meta.url)('electron') as string

test('a second start brings the first window to the front and ends by itself', async ({ app }) => {
  await app.electron.evaluate(({ app: electronApp, BrowserWindow }) => {
    const seen: string[] = []
    Reflect.set(globalThis, 'seen', seen)
    electronApp.on('second-instance', () => seen.push('second start'))
    for (const window of BrowserWindow.getAllWindows()) {
      const focus = window.focus.bind(window)
      window.focus = () => {
        seen.push('focus')
        focus()
      }
    }
  })
  const second = spawn(electronProgram, [builtApp], { env: app.environment, stdio: 'ignore' })
  await exitOf(second)
  expect(second.exitCode).toBe(0)
  await expect
    .poll(() => app.electron.evaluate(() => Reflect.get(globalThis, 'seen') as string[]))
    .toEqual(expect.arrayContaining(['second start', 'focus']))
  expect(app.electron.windows()).toHaveLength(1)
  await expect(app.screens.welcome.heading).toBeVisible()
})

test('after the system has killed it the app starts again as if nothing had been', async ({ app }) => {
  await app.kill()
  await app.start()
  await expect(app.screens.welcome.heading).toBeVisible()
})

test('settings that cannot be read are set aside, said in words, and do not keep the app from starting', async ({
  newApp
}) => {
  const app = await newApp()
  const broken = '{"version":1,"settings":{"theme":"da'
  await mkdir(app.userData, { recursive: true })
  await writeFile(join(app.userData, 'hygiara-keys.json'), broken)
  await app.start()

  await expect(app.screens.welcome.heading).toBeVisible()
  const notice = app.screens.shell.notifications
  await expect(notice).toContainText(
    /settings on this computer couldn.t be read.*set aside as hygiara-keys\.json\.corrupt-/u
  )
  const [kept] = (await readdir(app.userData)).filter((name) => name.includes('corrupt'))
  expect(await readFile(join(app.userData, kept ?? 'none'), 'utf8')).toBe(broken)

  await test.step('it is said once, not at every start', async () => {
    await notice.getByRole('button', { name: 'Dismiss' }).click()
    await expect(notice).not.toContainText('set aside')
    await app.quitAndWait()
    await app.start()
    await expect(app.screens.welcome.heading).toBeVisible()
    await expect(app.screens.shell.notifications).not.toContainText('set aside')
  })
})

test('in a folder that cannot be written everything works, and what is not kept is said', async ({
  app,
  hygiara
}) => {
  await chmod(app.userData, 0o500)
  try {
    await app.screens.connect(hygiara)
    await expect(app.screens.shell.notifications).toContainText(/settings couldn.t be saved/u)
    await app.screens.shell.goToSettings()
    await app.screens.settings.theme('Dark').check()
    await expect(app.screens.settings.theme('Dark')).toBeChecked()
    await expect(app.page.getByRole('main').getByRole('status')).toContainText(/couldn.t be saved/u)
    await expect.poll(() => isDark()).toBe(true)
  } finally {
    await chmod(app.userData, 0o700)
  }

  function isDark() {
    return app.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  }
})

test('the theme one chooses is there again at the next start', async ({ app, hygiara }) => {
  await app.screens.connect(hygiara)
  await app.screens.shell.goToSettings()
  await app.screens.settings.theme('Dark').check()
  await app.quitAndWait()
  await app.start()
  expect(await app.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true)
})
