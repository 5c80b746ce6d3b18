import { runInDesktopSession } from '../desktop-session.mjs'
import { inCheckout } from '../setup/checkout.mjs'
import { electronEnvironment } from '../setup/electron-runtime.mjs'
import { nodePath, typeScriptFlags } from '../setup/node-runtime.mjs'
import { prepareApp } from '../setup/prepare-app.mjs'

/**
 * Prepares the app and runs one of the project's TypeScript programs, which drives it, in a desktop session.
 * @param {string} file relative to the checkout
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 * @throws {import('../setup/say.mjs').SetupError} when the app or the session cannot be prepared
 */
export async function runProgramInSession(file, args) {
  const runtime = await prepareApp()
  const command = [...typeScriptFlags(), inCheckout(file), ...args]
  return runInDesktopSession(nodePath(), command, { env: electronEnvironment(runtime) })
}
