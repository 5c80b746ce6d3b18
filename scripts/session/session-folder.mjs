import { spawnSync } from 'node:child_process'
import { chmod, chown, cp, lchown, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { SetupError } from '../setup/say.mjs'
import { sessionFolders } from './session-environment.mjs'

/** @typedef {import('../setup/unprivileged-user.mjs').SystemUser} SystemUser */

const namePrefix = 'hygiara-keys-session-'

/** A session folder older than this, in milliseconds, whose process is gone was left behind by a crash. */
const abandonedAfter = 60 * 60_000

/**
 * Makes a session's own folder with its private folders, in a place its user can reach.
 * @param {SystemUser | undefined} user undefined: the user of this process
 * @returns {Promise<string>} absolute path
 */
export async function createSessionFolder(user) {
  const base = reachableTemporaryFolder(user)
  await removeAbandonedSessions(base)
  const folder = await mkdtemp(path.join(base, `${namePrefix}${process.pid}-`))
  await chmod(folder, 0o755)
  for (const name of Object.values(sessionFolders)) {
    await makeFoldersFor(folder, name.split('/'), user)
  }
  return folder
}

/**
 * Copies what a session wrote into its results folder to a folder of the checkout, with the owner of the checkout.
 * Files that are already there and not written again stay.
 * @param {string} results
 * @param {string} target made when missing
 * @param {string} checkout
 */
export async function copyResults(results, target, checkout) {
  if ((await readdir(results)).length === 0) return
  const owner = await stat(checkout)
  // Made here, or it would be as private as the session's folder.
  await mkdir(target, { recursive: true })
  await cp(results, target, { recursive: true, force: true, verbatimSymlinks: true })
  if (process.getuid?.() === 0) await giveTo(owner, target)
}

/**
 * @param {SystemUser | undefined} user
 * @returns {string}
 */
function reachableTemporaryFolder(user) {
  const candidates = [os.tmpdir(), '/tmp', '/var/tmp']
  const reachable = candidates.find((folder) => {
    // As the user, because only trying tells: TMPDIR may be a private folder of root's.
    const identity = user && { uid: user.uid, gid: user.gid }
    return spawnSync('test', ['-d', folder, '-a', '-x', folder], { ...identity, cwd: '/' }).status === 0
  })
  if (reachable) return reachable
  throw new SetupError(`None of these folders can be used for temporary files: ${candidates.join(', ')}.`)
}

/**
 * @param {string} parent
 * @param {string[]} names nested folders, each private to the user
 * @param {SystemUser | undefined} user
 */
async function makeFoldersFor(parent, [name, ...rest], user) {
  const folder = path.join(parent, name)
  await mkdir(folder, { recursive: true })
  await chmod(folder, 0o700)
  if (user) await chown(folder, user.uid, user.gid)
  if (rest.length > 0) await makeFoldersFor(folder, rest, user)
}

/**
 * @param {{ uid: number, gid: number }} owner
 * @param {string} file
 */
async function giveTo(owner, file) {
  // Never through a link: what a session wrote must not choose whose files change hands.
  await lchown(file, owner.uid, owner.gid)
  const entries = await readdir(file, { withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    const inner = path.join(file, entry.name)
    if (entry.isDirectory()) await giveTo(owner, inner)
    else await lchown(inner, owner.uid, owner.gid)
  }
}

/** @param {string} base */
async function removeAbandonedSessions(base) {
  const names = (await readdir(base)).filter((name) => name.startsWith(namePrefix))
  for (const name of names) {
    const folder = path.join(base, name)
    const { mtimeMs, uid } = await stat(folder).catch(() => ({ mtimeMs: Date.now(), uid: -1 }))
    const owned = uid === process.getuid?.()
    const abandoned = Date.now() - mtimeMs > abandonedAfter && !isAlive(Number(name.split('-')[3]))
    if (owned && abandoned) await rm(folder, { recursive: true, force: true })
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return /** @type {NodeJS.ErrnoException} */ (cause).code === 'EPERM'
  }
}
