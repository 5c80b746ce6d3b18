import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { inCheckout } from './checkout.mjs'
import { nodePath } from './node-runtime.mjs'
import { runQuietly } from './run.mjs'
import { say, secondsSince } from './say.mjs'

/** @typedef {import('./electron-runtime.mjs').ElectronRuntime} ElectronRuntime */

const packageFolder = inCheckout('node_modules', 'electron')
const officialSource = 'https://github.com/electron/electron/releases/download/'

/** How long the download's server may take to answer at all, in milliseconds. */
const answerLimit = 8_000

/** How long a download that does make progress may take, in milliseconds. */
const downloadLimit = 15 * 60_000

/** How long a failed download is not tried again on this machine, in milliseconds. */
const rememberFailureFor = 24 * 60 * 60_000

/**
 * The official Electron in node_modules, if it is there and complete: the electron package writes path.txt last.
 * @returns {ElectronRuntime | undefined}
 */
export function findOfficialElectron() {
  try {
    const folder = path.join(packageFolder, 'dist')
    const version = readFileSync(path.join(folder, 'version'), 'utf8').trim().replace(/^v/, '')
    const executable = path.join(folder, readFileSync(path.join(packageFolder, 'path.txt'), 'utf8'))
    if (version !== wantedVersion() || !existsSync(executable)) return undefined
    return { folder, executable, version, origin: 'official' }
  } catch {
    return undefined
  }
}

/**
 * Lets the electron package download its binary. An unreachable server costs seconds, and the failure is
 * remembered for a day, so that the next run costs nothing. Another ELECTRON_MIRROR is tried at once.
 * @param {string} cache folder that remembers the failure
 * @returns {Promise<boolean>} whether the binary is there now
 */
export async function downloadOfficialElectron(cache) {
  const memory = path.join(cache, 'electron-download-failed.json')
  const attempt = `${wantedVersion()} from ${downloadSource()}`
  if (await failedLately(memory, attempt)) return false
  const startedAt = Date.now()
  say(`Downloading Electron ${wantedVersion()}.`)
  try {
    await runInstaller()
  } catch {
    say(`Electron could not be downloaded (${secondsSince(startedAt)}); it is tried again in a day.`)
    await mkdir(cache, { recursive: true })
    await writeFile(memory, JSON.stringify({ attempt, at: new Date().toISOString() }))
    return false
  }
  await rm(memory, { force: true })
  say(`Electron ${wantedVersion()} is installed (${secondsSince(startedAt)}).`)
  return true
}

async function runInstaller() {
  const giveUp = new AbortController()
  const installer = runQuietly(nodePath(), [path.join(packageFolder, 'install.js')], {
    signal: AbortSignal.any([giveUp.signal, AbortSignal.timeout(downloadLimit)])
  })
  // Through a proxy this question would take another road than the download.
  const reached = process.env.ELECTRON_GET_USE_PROXY ? Promise.resolve(true) : answers(downloadSource())
  void reached.then((answered) => {
    if (!answered) giveUp.abort()
  })
  await installer
}

/**
 * Whether a server says anything at all, no matter what, within the limit.
 * @param {string} url
 */
async function answers(url) {
  try {
    await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(answerLimit) })
    return true
  } catch {
    // The installer may yet find the binary in its own cache; a moment is enough for that.
    await new Promise((resolve) => setTimeout(resolve, answerLimit / 2))
    return false
  }
}

function downloadSource() {
  return process.env.ELECTRON_MIRROR || process.env.npm_config_electron_mirror || officialSource
}

function wantedVersion() {
  return JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8')).version
}

/**
 * @param {string} memory
 * @param {string} attempt
 */
async function failedLately(memory, attempt) {
  try {
    const failure = JSON.parse(await readFile(memory, 'utf8'))
    return failure.attempt === attempt && Date.now() - Date.parse(failure.at) < rememberFailureFor
  } catch {
    return false
  }
}
