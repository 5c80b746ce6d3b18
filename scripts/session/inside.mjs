// Runs inside a throw-away desktop session, as the session's user: starts the services, runs the command, ends
// everything. Arguments: the command. Its standard input is a pipe from the process that started the session;
// when that one is gone, however it ended, the pipe closes and the session ends with it.
import { spawn } from 'node:child_process'
import { exitCodeOf, passSignalsTo, runEntry } from '../setup/run.mjs'
import { SetupError } from '../setup/say.mjs'
import { startDesktopServices } from './desktop-services.mjs'
import { endSessionProcesses } from './session-processes.mjs'

/** How long the command may take to end after it was asked to, in milliseconds. */
const endLimit = 10_000

const [command, ...args] = process.argv.slice(2)
const folder = process.env.HYGIARA_KEYS_SESSION
if (!folder || !command) throw new Error('This is started by scripts/desktop-session.mjs.')

await runEntry(async () => {
  /** @type {number[]} */
  let services = []
  try {
    const desktop = await startDesktopServices(folder, process.env)
    services = desktop.pids
    return await runCommand(desktop.env)
  } catch (cause) {
    throw new SetupError(`The desktop session failed. ${cause instanceof Error ? cause.message : cause}`)
  } finally {
    // The display goes last: a window that loses it complains.
    await endSessionProcesses(folder, services)
    await endSessionProcesses(folder)
    process.stdin.destroy()
  }
})

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} exit code
 */
function runCommand(env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'inherit', 'inherit'] })
    const kill = () => void child.kill('SIGKILL')
    /** @type {NodeJS.Timeout | undefined} */
    let limit
    const stopPassing = passSignalsTo((signal) => {
      // A program that hangs does not listen, and a second signal means now.
      if (limit) return kill()
      child.kill(signal)
      limit = setTimeout(kill, endLimit)
    })
    process.stdin.on('end', kill).resume()
    child.on('error', (cause) => reject(new Error(`${command} could not be started: ${cause.message}`)))
    child.on('exit', (code, signal) => {
      stopPassing()
      clearTimeout(limit)
      resolve(exitCodeOf(code, signal))
    })
  })
}
