import { accessSync, constants, existsSync } from 'node:fs'
import { chmod, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { desktopLibraries, desktopPrograms } from './desktop-tools.mjs'
import { runQuietly } from './run.mjs'
import { say, secondsSince, SetupError } from './say.mjs'

/** @typedef {import('./desktop-tools.mjs').DesktopTool} DesktopTool */

/** Where programs are looked for: the ordinary folders, even when a shell's PATH lacks some of them. */
const systemFolders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin']

/** How long apt-get waits for another one that holds its lock, in seconds. */
const aptLockWait = 300

/**
 * Makes sure that a Linux machine has what a desktop session without a display needs. As root on a system with
 * apt-get the missing packages are installed; anyone else gets the one command to run. Does nothing elsewhere.
 * @param {readonly DesktopTool[]} [more] programs that are needed on top
 * @throws {SetupError} when something is missing and cannot be installed here
 */
export async function ensureDesktopTools(more = []) {
  if (process.platform !== 'linux') return
  const missing = await findMissingTools(more)
  if (missing.length > 0) await install(missing, more)
  if (process.getuid?.() === 0) await ensureDisplaySockets()
}

/**
 * @param {readonly DesktopTool[]} more
 * @returns {Promise<DesktopTool[]>}
 */
async function findMissingTools(more) {
  const programs = [...desktopPrograms, ...more].filter(({ file }) => !isProgram(file))
  const libraries = await knownLibraries()
  return [...programs, ...desktopLibraries.filter(({ file }) => !libraries.has(file))]
}

/**
 * @param {string} file a name to look for, or an absolute path
 */
function isProgram(file) {
  const folders = [...systemFolders, ...(process.env.PATH ?? '').split(path.delimiter)]
  const candidates = path.isAbsolute(file) ? [file] : folders.map((folder) => path.join(folder, file))
  return candidates.some((candidate) => {
    try {
      accessSync(candidate, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/**
 * The libraries the dynamic linker knows (on x64: for this processor).
 * @returns {Promise<Set<string>>} sonames
 */
async function knownLibraries() {
  const ldconfig = existsSync('/sbin/ldconfig') ? '/sbin/ldconfig' : 'ldconfig'
  const lines = (await runQuietly(ldconfig, ['-p'])).split('\n')
  const own = lines.filter((line) => line.includes(process.arch === 'x64' ? 'x86-64' : ''))
  return new Set(own.map((line) => line.trim().split(' ')[0]))
}

/**
 * @param {DesktopTool[]} missing
 * @param {readonly DesktopTool[]} more
 */
async function install(missing, more) {
  const files = missing.map(({ file }) => path.basename(file)).join(', ')
  if (!isProgram('apt-get')) {
    throw new SetupError(`This needs programs and libraries that are not on this machine: ${files}.`)
  }
  if (process.getuid?.() !== 0) {
    const packages = (await nameKnownPackages(missing)).join(' ')
    throw new SetupError(
      `This needs packages that are not installed (for: ${files}). Run this once, then the same command again:\n` +
        `  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages}`
    )
  }
  const startedAt = Date.now()
  say(`Installing what a desktop session needs: ${files}.`)
  await aptGet('update')
  const packages = await nameKnownPackages(missing)
  await aptGet('install', '-y', '--no-install-recommends', ...packages)
  say(`Installed ${packages.length} packages (${secondsSince(startedAt)}).`)
  const left = await findMissingTools(more)
  if (left.length > 0) {
    throw new SetupError(`Still missing after the installation: ${left.map(({ file }) => file).join(', ')}.`)
  }
}

/**
 * @param {DesktopTool[]} tools
 * @returns {Promise<string[]>} for each tool the first of its packages that this release has
 */
async function nameKnownPackages(tools) {
  const names = tools.map(async ({ packages }) => {
    for (const name of packages.slice(0, -1)) {
      if (await isKnownPackage(name)) return name
    }
    return packages[packages.length - 1]
  })
  return [...new Set(await Promise.all(names))]
}

/** @param {string} name */
async function isKnownPackage(name) {
  try {
    await runQuietly('apt-cache', ['show', '--no-all-versions', name])
    return true
  } catch {
    return false
  }
}

/** @param {...string} args */
async function aptGet(...args) {
  await runQuietly('apt-get', ['-q', '-o', `DPkg::Lock::Timeout=${aptLockWait}`, ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  })
}

/** An X server that does not run as root cannot make this folder itself; a full desktop has it from the start. */
async function ensureDisplaySockets() {
  const folder = '/tmp/.X11-unix'
  if (existsSync(folder)) return
  await mkdir(folder)
  await chmod(folder, 0o1777)
}
