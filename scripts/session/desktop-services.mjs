import { spawn } from 'node:child_process'
import { copyFile, open, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createXAuthority } from './x-authority.mjs'

/** The virtual screen, in pixels and bits. */
const screen = '1600x1200x24'

/** How long a service may take to say that it is ready, in milliseconds. */
const readyLimit = 20_000

/** Password of the throw-away keyring; it protects nothing. */
const keyringPassword = 'test'

/**
 * Starts a virtual display, a D-Bus session and an unlocked keyring, in this order, because programs that the bus
 * starts (the keyring's prompt) need the display.
 * @param {string} folder the session's own folder
 * @param {NodeJS.ProcessEnv} env the session's environment
 * @returns {Promise<{ env: NodeJS.ProcessEnv, pids: number[] }>} the environment with the services in it, and the
 *   ids of display and bus
 * @throws {Error} when one of them does not become ready
 */
export async function startDesktopServices(folder, env) {
  const authority = path.join(folder, 'home', '.Xauthority')
  await writeFile(authority, createXAuthority(), { mode: 0o600 })
  // -displayfd lets the server pick a free number itself: sessions that start at the same time cannot collide.
  const display = await startService(
    ['Xvfb', '-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp', '-noreset', '-auth', authority],
    folder,
    env
  )
  const withDisplay = { ...env, DISPLAY: `:${display.answer}`, XAUTHORITY: authority }
  const address = `unix:path=${env.XDG_RUNTIME_DIR}/bus`
  const bus = await startService(
    ['dbus-daemon', '--session', '--nofork', '--nopidfile', `--address=${address}`, '--print-address=3'],
    folder,
    withDisplay
  )
  const complete = { ...withDisplay, DBUS_SESSION_BUS_ADDRESS: bus.answer }
  await unlockKeyring(folder, complete)
  return { env: complete, pids: [display.pid, bus.pid] }
}

/**
 * Starts a program that writes one line to descriptor 3 when it is ready.
 * @param {string[]} command
 * @param {string} folder where its log goes
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ pid: number, answer: string }>} the line it wrote
 */
async function startService([command, ...args], folder, env) {
  const log = await open(path.join(folder, 'tmp', `${command}.log`), 'w')
  const child = spawn(command, args, { env, stdio: ['ignore', log.fd, log.fd, 'pipe'] })
  try {
    const answer = await firstLine(child)
    return { pid: /** @type {number} */ (child.pid), answer }
  } catch (cause) {
    throw new Error(`${command} did not start: ${cause instanceof Error ? cause.message : cause}`)
  } finally {
    await log.close()
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<string>}
 */
function firstLine(child) {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`not ready after ${readyLimit / 1000} s`)), readyLimit)
    const settle = (/** @type {() => void} */ how) => {
      clearTimeout(limit)
      how()
    }
    let text = ''
    const answers = /** @type {import('node:stream').Readable} */ (child.stdio[3])
    answers.on('data', (chunk) => {
      text += chunk
      if (text.includes('\n')) settle(() => resolve(text.split('\n')[0]))
    })
    child.on('error', (cause) => settle(() => reject(cause)))
    child.on('exit', (code) => settle(() => reject(new Error(`it ended with exit code ${code}`))))
  })
}

/**
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 */
async function unlockKeyring(folder, env) {
  const log = await open(path.join(folder, 'tmp', 'gnome-keyring-daemon.log'), 'w')
  try {
    const code = await startKeyring('/usr/bin/gnome-keyring-daemon', log.fd, env).catch(async (cause) => {
      if (cause.code !== 'EPERM') throw cause
      return startKeyring(await plainKeyringProgram(folder), log.fd, env)
    })
    if (code !== 0) throw new Error(`gnome-keyring-daemon did not start: it ended with exit code ${code}`)
  } finally {
    await log.close()
  }
}

/**
 * A copy of the keyring's program, which is without the file capability of the original. In a container that does
 * not grant that capability the kernel refuses to start the original at all.
 * @param {string} folder
 */
async function plainKeyringProgram(folder) {
  const copy = path.join(folder, 'tmp', 'gnome-keyring-daemon')
  await copyFile('/usr/bin/gnome-keyring-daemon', copy)
  return copy
}

/**
 * @param {string} program
 * @param {number} log
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number | null>} exit code of its first process, which ends when the keyring is unlocked
 */
function startKeyring(program, log, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, ['--unlock', '--components=secrets'], { env, stdio: ['pipe', log, log] })
    child.on('error', reject)
    child.on('exit', resolve)
    child.stdin?.on('error', reject)
    child.stdin?.end(keyringPassword)
  })
}
