import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { checkoutRoot, inCheckout } from './checkout.mjs'
import { isInstalled } from './installed-packages.mjs'
import { nodePath } from './node-runtime.mjs'
import { runQuietly } from './run.mjs'
import { say, secondsSince, SetupError } from './say.mjs'

const stampFile = inCheckout('node_modules', '.hygiara-keys-stamp')

/**
 * Makes node_modules match package-lock.json, with `npm ci` when it does not, and makes sure there is a Node that
 * can run the tools. Costs a few milliseconds when there is nothing to do.
 * @throws {SetupError} when npm fails or the Node is too old
 */
export async function ensureDependencies() {
  const lockfile = await readFile(inCheckout('package-lock.json'), 'utf8')
  const stamp = stampOf(lockfile)
  if ((await readIfThere(stampFile)) !== stamp) {
    if (!(await matchesWhatNpmInstalled(lockfile))) await installDependencies()
    await writeFile(stampFile, stamp)
  }
  nodePath()
}

/**
 * @param {string} lockfile text of package-lock.json
 */
function stampOf(lockfile) {
  const digest = createHash('sha256').update(lockfile).digest('hex')
  return `${digest} ${process.platform} ${process.arch}\n`
}

/**
 * @param {string} lockfile text of package-lock.json
 */
async function matchesWhatNpmInstalled(lockfile) {
  const installed = await readIfThere(inCheckout('node_modules', '.package-lock.json'))
  if (!installed) return false
  return isInstalled(JSON.parse(lockfile), JSON.parse(installed), process)
}

async function installDependencies() {
  if (process.platform === 'win32' && process.execPath.startsWith(inCheckout('node_modules') + path.sep)) {
    // `npm ci` deletes node_modules first, and Windows does not delete the file of a running program.
    throw new SetupError('The dependencies have changed. Run "npm ci", then the same command again.')
  }
  const startedAt = Date.now()
  say(existsSync(inCheckout('node_modules')) ? 'Updating the dependencies.' : 'Installing the dependencies.')
  // Development packages even under NODE_ENV=production: they build and test the app.
  await runQuietly('npm', ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'], {
    cwd: checkoutRoot,
    env: { ...process.env, PATH: pathWithoutProjectTools() },
    // npm is a .cmd file on Windows, which only a shell starts.
    shell: process.platform === 'win32'
  })
  say(`The dependencies are installed (${secondsSince(startedAt)}).`)
}

/** PATH without node_modules/.bin, because `npm ci` deletes the Node that `npm run` puts there. */
function pathWithoutProjectTools() {
  const entries = (process.env.PATH ?? '').split(path.delimiter)
  return entries
    .filter((entry) => !entry.startsWith(inCheckout('node_modules') + path.sep))
    .join(path.delimiter)
}

/**
 * @param {string} file
 * @returns {Promise<string | undefined>}
 */
async function readIfThere(file) {
  try {
    return await readFile(file, 'utf8')
  } catch {
    return undefined
  }
}
