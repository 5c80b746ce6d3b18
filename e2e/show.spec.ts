import { copyFromElsewhere, readClipboard } from './desktop/clipboard.ts'
import { doubleClick, drag, pressKeys } from './desktop/keyboard.ts'
import { countInMemory } from './desktop/memory.ts'
import type { KeysApp } from './fixtures/keys-app.ts'
import { holdTimers, releaseTimers } from './fixtures/held-timers.ts'
import { expect, test } from './fixtures/test.ts'
import { RecordingProxy } from './servers/recording-proxy.ts'
import { readOffTheScreen, readShownWindow } from './shown/shown-window.ts'

/** Connects, creates a key, and answers its value as the server said it. */
async function createKey(app: KeysApp, server: RecordingProxy, name: string): Promise<string> {
  const before = server.keyValues.length
  await app.screens.createUntilSecretStep(name)
  await expect.poll(() => server.keyValues.length).toBe(before + 1)
  return server.keyValues.at(-1) ?? ''
}

async function show({ screens, electron }: KeysApp): Promise<void> {
  await screens.secret.showButton.click()
  await expect(screens.secret.hidesIn).toBeVisible()
  expect(await readShownWindow(electron)).not.toBeNull()
}

async function expectHidden({ screens, electron }: KeysApp): Promise<void> {
  await expect(screens.secret.showButton).toBeVisible()
  await expect.poll(() => readShownWindow(electron)).toBeNull()
}

async function pressInShownWindow({ electron }: KeysApp, keyCode: string): Promise<void> {
  await electron.evaluate(({ BrowserWindow }, key) => {
    for (const { webContents: contents } of BrowserWindow.getAllWindows()) {
      if (!contents.getURL().startsWith('app://shown/')) continue
      for (const type of ['keyDown', 'keyUp'] as const) contents.sendInputEvent({ type, keyCode: key })
    }
  }, keyCode)
}

// Memory is read through and pictures are recognised.
test.describe.configure({ timeout: 120_000 })

let server: RecordingProxy

test.beforeEach(async ({ app, hygiara }) => {
  server = await RecordingProxy.inFrontOf(hygiara.url)
  await app.screens.connect({ ...hygiara, url: server.url })
})

test.afterEach(() => server.stop())

test('Show draws the key in a window of its own that may do nothing', async ({ app }) => {
  const value = await createKey(app, server, 'ci-shown')
  await show(app)
  const window = await readShownWindow(app.electron)

  await test.step('the window has exactly these preferences', () => {
    expect(window?.preferences).toEqual({
      allowRunningInsecureContent: false,
      contextIsolation: true,
      disableDialogs: true,
      disablePopups: false,
      enableBlinkFeatures: '',
      experimentalFeatures: false,
      javascript: false,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      safeDialogs: false,
      safeDialogsMessage: '',
      sandbox: true,
      webSecurity: true,
      webviewTag: false
    })
  })

  await test.step('it belongs to the main window, is in front, and is named after the key', () => {
    expect(window).toMatchObject({ isChild: true, isFocused: true, title: 'ci-shown – shown for a moment' })
  })

  await test.step('nothing in it is text of the value, and a screen reader is told what it is', () => {
    for (const text of [window?.url ?? '', window?.html ?? '', window?.spoken ?? '', window?.title ?? '']) {
      for (let at = 6; at + 5 <= value.length; at += 1) expect(text).not.toContain(value.slice(at, at + 5))
    }
    const alt = `The key, as a picture. It begins with hrdly_ and ends with ${value.slice(-4)}.`
    expect(window?.spoken).toContain(alt)
    expect(window?.html).toContain('On Linux, screen capture can’t be prevented.')
  })

  await test.step('what is drawn can be read, and is the key', async () => {
    expect(await readOffTheScreen(app.electron, app.page)).toBe(value)
  })

  await test.step('the picture is not served a second time, to nobody', async () => {
    const url = /src="([^"]+)"/u.exec(window?.html ?? '')?.[1] ?? ''
    expect(url).toMatch(/^app:\/\/shown\/[0-9a-f]{48}$/u)
    const statuses = await app.electron.evaluate(async ({ session }, address) => {
      const ask = (partition: string) =>
        session
          .fromPartition(partition)
          .fetch(address)
          .then(
            ({ status }) => status,
            () => 'refused'
          )
      return [await ask('hygiara-shown'), await ask('hygiara-ui')]
    }, url)
    expect(statuses).toEqual([404, 404])
  })

  await test.step('marking everything and dragging gives nobody anything to paste', async () => {
    await copyFromElsewhere('marked before', 'primary')
    const { x, y } = await app.electron.evaluate(({ BrowserWindow }) => {
      const shown = BrowserWindow.getAllWindows().find((each) => each.getParentWindow() !== null)
      return shown?.getContentBounds() ?? { x: 0, y: 0 }
    })
    await pressKeys('ctrl+a')
    await drag({ x: x + 30, y: y + 60 }, { x: x + 250, y: y + 120 })
    await doubleClick({ x: x + 60, y: y + 100 })
    await pressKeys('ctrl+c')
    expect(await readShownWindow(app.electron)).not.toBeNull()
    expect(await readClipboard('primary')).toBe('marked before')
    expect(await readClipboard()).not.toContain('hrdly_')
  })

  await test.step('it is not a delivery: whoever leaves is still asked', async () => {
    await app.page.bringToFront()
    await app.screens.secret.close()
    await expect(app.screens.guard.dialog).toBeVisible()
  })
})

test('the key goes from the screen in every way there is', async ({ app }) => {
  const { screens, electron } = app
  await createKey(app, server, 'ci-hidden-again')

  const ways: Record<string, () => Promise<void>> = {
    'Hide now': () => screens.secret.hideButton.click(),
    Esc: () => pressInShownWindow(app, 'Escape'),
    'another window in front': () =>
      electron.evaluate(({ BrowserWindow }) => {
        for (const window of BrowserWindow.getAllWindows()) if (!window.getParentWindow()) window.focus()
      }),
    'its own close button': () =>
      electron.evaluate(({ BrowserWindow }) => {
        for (const window of BrowserWindow.getAllWindows()) if (window.getParentWindow()) window.close()
      }),
    'the screen is locked': () =>
      electron.evaluate(({ powerMonitor }) => void powerMonitor.emit('lock-screen')),
    'the computer sleeps': () => electron.evaluate(({ powerMonitor }) => void powerMonitor.emit('suspend')),
    'its process crashes': () =>
      electron.evaluate(({ BrowserWindow }) => {
        for (const window of BrowserWindow.getAllWindows()) {
          if (window.getParentWindow()) window.webContents.forcefullyCrashRenderer()
        }
      })
  }
  for (const [name, hide] of Object.entries(ways)) {
    await test.step(name, async () => {
      await show(app)
      await hide()
      await expectHidden(app)
      await expect(screens.secret.heading).toBeVisible()
    })
  }

  await test.step('30 seconds', async () => {
    await holdTimers(electron, 30_000)
    await show(app)
    await expect(screens.secret.hidesIn).toHaveText(/^Shown, hides in (30|2\d) s$/u)
    await releaseTimers(electron)
    await expectHidden(app)
  })

  await test.step('the step is closed', async () => {
    await show(app)
    await screens.secret.copy()
    await app.page.keyboard.press('Escape')
    await expect(screens.secret.heading).toBeHidden()
    await expect.poll(() => readShownWindow(electron)).toBeNull()
  })

  await test.step('sign-out', async () => {
    await createKey(app, server, 'ci-hidden-by-sign-out')
    await show(app)
    await screens.shell.signOut()
    await screens.guard.closeAnyway()
    await expect(screens.welcome.heading).toBeVisible()
    await expect.poll(() => readShownWindow(electron)).toBeNull()
  })
})

test('quitting takes the window with it', async ({ app }) => {
  await createKey(app, server, 'ci-shown-at-the-end')
  await show(app)
  await app.quit()
  await app.screens.guard.closeAnyway()
  await app.ended()
  expect(app.exitCode).toBe(0)
})

test('no live page has the value in its memory, neither while it is shown nor afterwards', async ({
  app
}) => {
  const { electron, page, screens } = app
  const value = await createKey(app, server, 'ci-remembered')
  const livePages = () =>
    electron.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((contents) => contents.getOSProcessId())
    )
  // All of it, and the part that nobody may know.
  const found = async () => {
    let sum = 0
    for (const pid of await livePages()) sum += await countInMemory(pid, value, value.slice(12))
    return sum
  }
  await show(app)
  const window = await readShownWindow(electron)
  expect(await livePages()).toHaveLength(2)
  expect(await found()).toBe(0)

  await screens.secret.hideButton.click()
  await expectHidden(app)
  // The process that drew it has ended.
  expect(() => process.kill(window?.pid ?? 0, 0)).toThrow('ESRCH')
  expect(await found()).toBe(0)

  await screens.secret.copy()
  expect(await readClipboard()).toBe(value)
  await screens.secret.close()
  await expect(screens.secret.heading).toBeHidden()
  expect(await found()).toBe(0)

  await test.step('the same search finds it where it was planted', async () => {
    await page.evaluate((planted) => {
      Reflect.set(globalThis, 'planted', [planted])
    }, value)
    expect(await found()).toBeGreaterThan(0)
  })
})
