import { spawnSync } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { checkoutRoot } from '../setup/checkout.mjs'
import { runQuietly } from '../setup/run.mjs'

/** @typedef {import('../setup/unprivileged-user.mjs').SystemUser} SystemUser */

/** Not needed to run anything, and the history may be large. */
const leftOut = ['.git']

/**
 * Where a user finds the checkout: in its place, or in a copy when that user cannot read it there.
 * @param {SystemUser | undefined} user undefined: the user of this process
 * @param {string} folder a folder of this process that the user can reach; a copy goes below it
 * @returns {Promise<{ checkout: string, moved: (text: string) => string }>} `moved` rewrites every path into the
 *   checkout to the copy, also in a list such as PATH
 * @throws {import('../setup/say.mjs').SetupError} when copying fails
 */
export async function makeReadable(user, folder) {
  if (!user || canRead(checkoutRoot, user)) return { checkout: checkoutRoot, moved: (text) => text }
  const checkout = path.join(folder, 'checkout')
  await stageCheckout(checkoutRoot, checkout, user)
  return { checkout, moved: (text) => movePaths(text, checkoutRoot, checkout) }
}

/**
 * Linux only, as all of this file.
 * @param {string} text one path, a list of paths, or anything else
 * @param {string} from
 * @param {string} to
 */
export function movePaths(text, from, to) {
  const parts = text.split(':')
  const moved = parts.map((part) =>
    part === from || part.startsWith(`${from}/`) ? to + part.slice(from.length) : part
  )
  return moved.join(':')
}

/**
 * Whether a user can read everything below a folder, found out by trying as that user.
 * @param {string} folder absolute
 * @param {SystemUser} user
 */
function canRead(folder, { uid, gid }) {
  const history = leftOut.flatMap((name) => ['-path', path.join(folder, name), '-prune', '-o'])
  const unreadable = ['(', '-type', 'd', '!', '(', '-readable', '-executable', ')']
  const tests = [...unreadable, '-o', '-type', 'f', '!', '-readable', ')']
  const search = spawnSync('find', [folder, ...history, ...tests, '-print', '-quit'], { uid, gid, cwd: '/' })
  return search.status === 0 && search.stdout.length === 0
}

/**
 * Makes a copy of a checkout that a user can read. Hard links where the file system allows them: half a gigabyte
 * of dependencies then costs no space and little time. Real copies only when the files themselves are closed to
 * the user, because opening a hard link would open the original too.
 * @param {string} checkout absolute
 * @param {string} target absolute; must not exist, must be in a folder the user can reach
 * @param {SystemUser} user
 * @throws {import('../setup/say.mjs').SetupError} when copying fails
 */
async function stageCheckout(checkout, target, user) {
  const names = (await readdir(checkout)).filter((name) => !leftOut.includes(name))
  const sources = names.map((name) => path.join(checkout, name))
  await copy(['-al'], sources, target).catch(() => copy(['-a'], sources, target))
  // Folders are never hard-linked, so this opens only the copy.
  await runQuietly('find', [target, '-type', 'd', '-exec', 'chmod', 'a+rx', '{}', '+'])
  if (canRead(target, user)) return
  await copy(['-a'], sources, target)
  await runQuietly('chmod', ['-R', 'a+rX', target])
}

/**
 * @param {string[]} how options of cp
 * @param {string[]} sources
 * @param {string} target emptied first
 */
async function copy(how, sources, target) {
  await runQuietly('rm', ['-rf', target])
  await runQuietly('mkdir', [target])
  await runQuietly('cp', [...how, ...sources, target])
}
