import { spawnSync } from 'node:child_process'
import { chmod, chown, stat } from 'node:fs/promises'
import path from 'node:path'
import { say, SetupError } from './say.mjs'
import { ensureUnprivilegedUser } from './unprivileged-user.mjs'

/** @typedef {import('./electron-runtime.mjs').ElectronRuntime} ElectronRuntime */
/** @typedef {import('./unprivileged-user.mjs').SystemUser} SystemUser */

/** The bit that lets a program run with its owner's rights. */
const setUserId = 0o4000

/**
 * Makes sure that Chromium's sandbox can work, because the app never runs without it. Linux only: some systems
 * (Ubuntu since 23.10) give ordinary users no usable namespaces; Chromium's own helper, owned by root, is the way.
 * @param {ElectronRuntime} runtime
 * @throws {SetupError} with the one command to run, when this process may not change the helper itself
 */
export async function ensureSandbox({ folder }) {
  if (process.platform !== 'linux' || canMakeNamespaces(await ensureUnprivilegedUser())) return
  const helper = path.join(folder, 'chrome-sandbox')
  const { uid, mode } = await stat(helper)
  if (uid === 0 && mode & setUserId) return
  if (process.getuid?.() !== 0) {
    throw new SetupError(
      'On this machine the app needs Chromium’s sandbox helper. Run this once, then the same command again:\n' +
        `  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`
    )
  }
  say('This machine gives ordinary users no namespaces; Chromium’s sandbox helper is used instead.')
  await chown(helper, 0, 0)
  await chmod(helper, 0o755 | setUserId)
}

/**
 * Whether a user can make what Chromium's sandbox is built on, found out by trying.
 * @param {SystemUser | undefined} user undefined: the user of this process
 */
function canMakeNamespaces(user) {
  const identity = user && { uid: user.uid, gid: user.gid }
  const attempt = spawnSync('unshare', ['--user', '--map-root-user', '--net', 'true'], {
    ...identity,
    cwd: '/'
  })
  // Without the program nothing was tried; then Chromium itself gets to say what is wrong.
  return attempt.error !== undefined || attempt.status === 0
}
