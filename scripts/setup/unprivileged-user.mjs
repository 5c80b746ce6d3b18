import { readFile } from 'node:fs/promises'
import { runQuietly } from './run.mjs'
import { say } from './say.mjs'

/** The system user as whom the app runs where everything else runs as root. */
const userName = 'hygiara-keys'

/** @typedef {{ name: string, uid: number, gid: number }} SystemUser */

/**
 * Where this process is root on Linux: the unprivileged user for the app, made on first use. Chromium's sandbox
 * does not work as root, and the app is only ever run with its sandbox.
 * @returns {Promise<SystemUser | undefined>} undefined where this process is not root
 * @throws {import('./say.mjs').SetupError} when the user cannot be made
 */
export async function ensureUnprivilegedUser() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined
  const existing = await findUser()
  if (existing) return existing
  say(`Making the system user ${userName}, as whom the app runs here.`)
  try {
    await runQuietly('/usr/sbin/useradd', [
      ...['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent'],
      ...['--shell', '/usr/sbin/nologin', '--comment', 'Hygiara Keys development', userName]
    ])
  } catch (cause) {
    // Two set-ups at the same time: the other one may just have made it.
    if (!(await findUser())) throw cause
  }
  return findUser()
}

/** @returns {Promise<SystemUser | undefined>} */
async function findUser() {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n')
  const fields = lines.map((line) => line.split(':')).find(([name]) => name === userName)
  return fields && { name: userName, uid: Number(fields[2]), gid: Number(fields[3]) }
}
