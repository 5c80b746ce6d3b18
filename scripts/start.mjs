// npm start: sets up what is missing and opens the app. Arguments are the app's own.
import { openApp, openAppAsUnprivilegedUser } from './session/open-app.mjs'
import { runProgramInSession } from './session/run-program.mjs'
import { prepareApp } from './setup/prepare-app.mjs'
import { runEntry } from './setup/run.mjs'
import { say } from './setup/say.mjs'
import { ensureUnprivilegedUser } from './setup/unprivileged-user.mjs'

await runEntry(async () => {
  const args = process.argv.slice(2)
  if (!hasDisplay()) {
    say('This machine has no display, so the tour runs instead: it drives the app on a virtual one.')
    return runProgramInSession('scripts/tour/tour.ts', [])
  }
  const runtime = await prepareApp()
  const user = await ensureUnprivilegedUser()
  return user ? openAppAsUnprivilegedUser(runtime, user, args) : openApp(runtime, args)
})

function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}
