import { ensureBuild } from './build.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { ensureElectron } from './electron-runtime.mjs'
import { ensureSandbox } from './sandbox.mjs'

/**
 * Gets everything the app needs to be started, from nothing if need be: dependencies, an Electron whose sandbox
 * works, and a build of the present source.
 * @returns {Promise<import('./electron-runtime.mjs').ElectronRuntime>}
 * @throws {import('./say.mjs').SetupError} when one of them is not to be had
 */
export async function prepareApp() {
  await ensureDependencies()
  const runtime = await ensureElectron()
  await ensureSandbox(runtime)
  await ensureBuild()
  return runtime
}
