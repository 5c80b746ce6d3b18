import { expect } from '@playwright/test'
import type { KeysApp } from '../../../e2e/fixtures/keys-app.ts'
import type { HygiaraServer } from '../../../e2e/servers/hygiara-server.ts'
import { named, patience, readUntilEmpty, startedApp } from './copied-key.ts'
import { holdsIf, type Matrix } from './matrix.ts'
import { SwaySession } from './sway-session.ts'

interface World {
  readonly matrix: Matrix
  readonly sway: SwaySession
  readonly app: KeysApp
  readonly server: HygiaraServer
}

/** Wayland with sway as the compositor and wl-clipboard as the other program. */
export async function clipboardOnWayland(matrix: Matrix, server: HygiaraServer): Promise<void> {
  const sway = await SwaySession.start()
  matrix.begin(`Wayland, ${await sway.version()}, wl-paste`)
  // Electron takes Wayland by itself since version 38. There is no graphics card.
  const args = ['--ozone-platform=wayland', '--disable-gpu']
  const app = await startedApp(server, { env: sway.env, args })
  const world = { matrix, sway, app, server }
  try {
    await copyingWithoutPress(world)
    await copying(world)
    await behindAnotherWindow(world)
    await replacing(world)
    await crashing(world)
  } finally {
    await app.remove()
    await sway.stop()
  }
}

/** Copies as a person does: with a key press that the compositor has seen. */
async function copyNewKey({ sway, app }: World, name: string): Promise<string> {
  await app.screens.createUntilSecretStep(name)
  await expect(app.screens.secret.copyButton).toBeFocused()
  await sway.press('Return')
  await app.screens.secret.copied.waitFor()
  return sway.readClipboard()
}

const receipt = async ({ app }: World) => (await app.screens.secret.copied.innerText()).split('\n')[0] ?? ''

async function copyingWithoutPress(world: World): Promise<void> {
  const { matrix, sway, app } = world
  await app.screens.createUntilSecretStep('wayland no press')
  await matrix.check('the limit, before the copy', async () => {
    const note = app.page.getByText(
      'On this desktop the clipboard can only be cleared while this window is active.'
    )
    return holdsIf(await note.isVisible(), (await note.isVisible()) ? 'said' : 'not said')
  })
  await matrix.check('copied without a key press', async () => {
    // Longer than a press counts.
    await app.page.waitForTimeout(6_000)
    await app.page.evaluate(async () => {
      type Ask = (request?: unknown) => Promise<{ value: { value: { open: { handle: string } } } }>
      const bridge = (window as unknown as { hygiara: Record<string, Ask> }).hygiara
      const { value } = (await bridge['handoff:read']?.()) ?? { value: { value: { open: { handle: '' } } } }
      await bridge['handoff:copy']?.({ handle: value.value.open.handle, format: 'raw' })
    })
    await app.screens.secret.copied.waitFor()
    const text = await sway.readClipboard()
    const said = await receipt(world)
    return holdsIf(text === '' && said.includes('not verified'), `${named(text, '')}; the app says “${said}”`)
  })
  await matrix.check('leaving after that', async () => {
    await app.screens.secret.close()
    const isAsked = await app.screens.guard.dialog.isVisible()
    if (isAsked) await app.screens.guard.revoke()
    await app.screens.secret.heading.waitFor({ state: 'hidden' })
    return holdsIf(isAsked, isAsked ? 'the app asks first: nobody has the key' : 'no question')
  })
}

async function copying(world: World): Promise<void> {
  const { matrix, sway, app, server } = world
  const value = await copyNewKey(world, 'wayland copy')
  await matrix.check('copied with a key press', async () => {
    const said = await receipt(world)
    const isRight = (await server.answerTo(value)) === 200 && !said.includes('not verified')
    return holdsIf(isRight, `${named(value, value)}; the app says “${said}”`)
  })
  await matrix.check('formats', async () => {
    const formats = await sway.readClipboardFormats()
    return holdsIf(!formats.includes('text/html'), formats.join(', '))
  })
  await matrix.check('selection (PRIMARY) after the copy', async () => {
    const selected = await sway.readSelection()
    return holdsIf(selected !== value, named(selected, value))
  })
  await matrix.check('10 s over, window in front', async () => {
    const left = await readUntilEmpty(() => sway.readClipboard())
    await expect(app.screens.secret.copied).toContainText('cleared', patience)
    const said = await receipt(world)
    const isRight = left === '' && /, cleared .+, verified/u.test(said)
    return holdsIf(isRight, `${named(left, value)}; the app says “${said}”`)
  })
  await app.screens.secret.close()
}

async function behindAnotherWindow(world: World): Promise<void> {
  const { matrix, sway, app } = world
  const value = await copyNewKey(world, 'wayland behind')
  await matrix.check('10 s over, behind another window', async () => {
    await sway.goToWorkspace(2)
    await expect(app.screens.secret.copied).toContainText('clearing not verified', patience)
    const left = await sway.readClipboard()
    return holdsIf(left === '', `${named(left, value)}; the app says “${await receipt(world)}”`)
  })
  await matrix.check('the window is active again', async () => {
    await sway.goToWorkspace(1)
    await expect(app.screens.secret.copied).toContainText(/, cleared .+, verified/u)
    const left = await sway.readClipboard()
    return holdsIf(left === '', `${named(left, value)}; the app says “${await receipt(world)}”`)
  })
  await app.screens.secret.close()
}

async function replacing(world: World): Promise<void> {
  const { matrix, sway, app } = world
  for (const where of ['in front', 'behind another window'] as const) {
    await matrix.check(`replaced by a text while ${where}, then 10 s over`, async () => {
      const value = await copyNewKey(world, `wayland replaced ${where}`)
      if (where !== 'in front') await sway.goToWorkspace(2)
      await sway.copyFromElsewhere('a note of somebody else')
      await app.screens.shell.clearClipboardButton.waitFor({ state: 'hidden', timeout: patience.timeout })
      await sway.goToWorkspace(1)
      const left = await sway.readClipboard()
      await app.screens.secret.close()
      return holdsIf(left === 'a note of somebody else', left === value ? 'the key' : 'left alone')
    })
  }
}

async function crashing(world: World): Promise<void> {
  const { matrix, sway, app } = world
  await matrix.check('killed, another program keeps the key, next start', async () => {
    const value = await copyNewKey(world, 'wayland killed')
    await sway.copyFromElsewhere(value)
    await app.kill()
    const survived = await sway.readClipboard()
    await app.start()
    // Its first look is without a press: it can see the key, and taking it away is refused.
    await expect(app.screens.shell.notifications).toContainText("Couldn't clear the clipboard")
    await sway.press('F9')
    await app.page.getByRole('button', { name: 'Try again' }).focus()
    await sway.press('Return')
    const left = await readUntilEmpty(() => sway.readClipboard())
    return holdsIf(survived === value && left === '', `${named(left, value)}, after Try again`)
  })
}
