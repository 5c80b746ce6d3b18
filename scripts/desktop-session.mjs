// Runs a command in a throw-away desktop session: `node scripts/desktop-session.mjs -- command arguments`.
import { spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { sessionEnvironment, sessionFolders } from './session/session-environment.mjs'
import { copyResults, createSessionFolder } from './session/session-folder.mjs'
import { endSessionProcesses } from './session/session-processes.mjs'
import { makeReadable } from './session/staging.mjs'
import { checkoutRoot, inCheckout } from './setup/checkout.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { ensureDesktopTools } from './setup/desktop-packages.mjs'
import { nodePath, toolPath } from './setup/node-runtime.mjs'
import { exitCodeOf, passSignalsTo, runEntry, runInForeground } from './setup/run.mjs'
import { say, SetupError } from './setup/say.mjs'
import { ensureUnprivilegedUser } from './setup/unprivileged-user.mjs'

/** @typedef {import('./setup/unprivileged-user.mjs').SystemUser} SystemUser */

/**
 * @typedef {object} SessionOptions
 * @property {NodeJS.ProcessEnv} [env] set on top of the session's environment
 * @property {string} [resultsTo] where the results go, absolute; `out` of the checkout when not given
 */

/**
 * Runs a command in the checkout, in a desktop session that leaves nothing behind, and never in the person's own.
 *
 * On Linux the session has its own home, XDG folders, virtual display, D-Bus and unlocked keyring, and an
 * environment of which only a few names are inherited. As root, the command runs as an unprivileged user, because
 * Chromium's sandbox does not work as root; when that user cannot read the checkout, the command runs in a copy,
 * and paths into the checkout, in the command, its arguments and its environment, are rewritten to the copy.
 *
 * Windows and macOS have one desktop per login and no virtual display, so there the command just runs; tests use
 * a user data folder and keychain names of their own.
 *
 * The command finds a writable folder in HYGIARA_KEYS_RESULTS; what it leaves there is copied to `resultsTo`.
 * Signals are passed on, and every process of the session is ended with it.
 * @param {string} command
 * @param {string[]} args
 * @param {SessionOptions} [options]
 * @returns {Promise<number>} exit code, as a shell reports it
 * @throws {SetupError} when the session cannot be made
 */
export async function runInDesktopSession(command, args, { env = {}, resultsTo = inCheckout('out') } = {}) {
  if (process.platform !== 'linux') {
    const inherited = { ...process.env, PATH: toolPath(), ...env, HYGIARA_KEYS_RESULTS: resultsTo }
    return runInForeground(command, args, { cwd: checkoutRoot, env: inherited })
  }
  await ensureDesktopTools()
  const user = await ensureUnprivilegedUser()
  const folder = await createSessionFolder(user)
  try {
    const place = await makeReadable(user, folder)
    return await runSession({ user, folder, ...place }, [command, ...args], env)
  } finally {
    await endSessionProcesses(folder)
    await copyResults(path.join(folder, sessionFolders.results), resultsTo, checkoutRoot)
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

/**
 * @param {{ user: SystemUser | undefined, folder: string, checkout: string, moved: (text: string) => string }} session
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} extra
 * @returns {Promise<number>} exit code
 */
function runSession({ user, folder, checkout, moved }, command, extra) {
  const name = user?.name ?? process.env.USER ?? 'user'
  const base = sessionEnvironment({ folder, user: name, toolPath: toolPath() }, process.env, extra)
  const env = Object.fromEntries(Object.entries(base).map(([key, value]) => [key, value && moved(value)]))
  const inside = inCheckout('scripts', 'session', 'inside.mjs')
  return new Promise((resolve, reject) => {
    const child = spawn(moved(nodePath()), [inside, ...command].map(moved), {
      // Node drops root's supplementary groups and capabilities along with the user id.
      ...(user && { uid: user.uid, gid: user.gid }),
      cwd: checkout,
      env,
      // A process group of its own, so that Ctrl+C is passed on once and in order; see inside.mjs for the pipe.
      detached: true,
      stdio: ['pipe', 'inherit', 'inherit']
    })
    const stopPassing = passSignalsTo((signal) => void child.kill(signal))
    child.on('error', (cause) => reject(new SetupError(`The desktop session failed. ${cause.message}`)))
    child.on('exit', (code, signal) => {
      stopPassing()
      resolve(exitCodeOf(code, signal))
    })
  })
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await runEntry(async () => {
    const [dashes, command, ...args] = process.argv.slice(2)
    if (dashes !== '--' || !command) {
      say('Usage: node scripts/desktop-session.mjs -- command arguments')
      return 2
    }
    await ensureDependencies()
    return runInDesktopSession(command, args)
  })
}
