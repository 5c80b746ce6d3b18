import { chmod, chown, copyFile, mkdir, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { checkoutRoot } from '../setup/checkout.mjs'
import { runInForeground } from '../setup/run.mjs'
import { say, SetupError } from '../setup/say.mjs'
import { createSessionFolder } from './session-folder.mjs'
import { sessionEnvironment, sessionFolders } from './session-environment.mjs'
import { makeReadable } from './staging.mjs'

/** @typedef {import('../setup/electron-runtime.mjs').ElectronRuntime} ElectronRuntime */
/** @typedef {import('../setup/unprivileged-user.mjs').SystemUser} SystemUser */

/** Where the app keeps its data when root starts it: like a home, it stays. */
const lastingHome = '/var/lib/hygiara-keys'

/**
 * Opens the app on the person's own desktop and waits until it ends.
 * @param {ElectronRuntime} runtime
 * @param {string[]} args the app's own arguments
 * @returns {Promise<number>} exit code
 */
export function openApp(runtime, args) {
  const env = { ...process.env }
  // Set in some terminals inside editors; it would turn the app into a plain Node.
  delete env.ELECTRON_RUN_AS_NODE
  return runInForeground(runtime.executable, [checkoutRoot, ...args], { cwd: checkoutRoot, env })
}

/**
 * Opens the app on root's X display, as the unprivileged user, because Chromium's sandbox does not work as root.
 * There is no keychain then: it belongs to a person's login.
 * @param {ElectronRuntime} runtime
 * @param {SystemUser} user
 * @param {string[]} args the app's own arguments
 * @returns {Promise<number>} exit code
 * @throws {SetupError} on a Wayland display, which belongs to the person who is logged in
 */
export async function openAppAsUnprivilegedUser(runtime, user, args) {
  if (!process.env.DISPLAY) {
    throw new SetupError(
      'As root the app cannot open on a Wayland display. Run npm start as the person logged in.'
    )
  }
  say(`The app's sandbox does not work as root, so the app runs as the user ${user.name}.`)
  const folder = await createSessionFolder(user)
  try {
    const { checkout, moved } = await makeReadable(user, folder)
    const env = await environmentFor(user, folder)
    return await runInForeground(moved(runtime.executable), [checkout, ...args], {
      uid: user.uid,
      gid: user.gid,
      cwd: checkout,
      env
    })
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

/**
 * @param {SystemUser} user
 * @param {string} folder
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
async function environmentFor(user, folder) {
  await mkdir(lastingHome, { recursive: true })
  await chmod(lastingHome, 0o700)
  await chown(lastingHome, user.uid, user.gid)
  const authority = path.join(folder, sessionFolders.home, '.Xauthority')
  const own = process.env.XAUTHORITY ?? path.join(os.homedir(), '.Xauthority')
  // Without a cookie the display may still let local users in.
  const copied = await copyFile(own, authority).then(
    () => chown(authority, user.uid, user.gid).then(() => true),
    () => false
  )
  const base = sessionEnvironment({ folder, user: user.name, toolPath: process.env.PATH ?? '' }, process.env)
  return {
    ...base,
    DISPLAY: process.env.DISPLAY,
    ...(copied && { XAUTHORITY: authority }),
    HOME: lastingHome,
    XDG_DATA_HOME: path.join(lastingHome, '.local', 'share'),
    XDG_CONFIG_HOME: path.join(lastingHome, '.config'),
    XDG_CACHE_HOME: path.join(lastingHome, '.cache')
  }
}
