import { spawn } from 'node:child_process'
import os from 'node:os'
import { SetupError } from './say.mjs'

/** How much of a failed program's output is shown, in characters. */
const shownOutput = 20_000

/** @typedef {import('node:child_process').SpawnOptions} SpawnOptions */

/**
 * Runs a program, keeps its output to itself and gives its stdout back.
 * @param {string} command
 * @param {string[]} args
 * @param {SpawnOptions & { timeout?: number }} [options] `timeout` in milliseconds
 * @returns {Promise<string>} stdout
 * @throws {SetupError} when it cannot be started, fails or runs out of time; the message ends with its output
 */
export function runQuietly(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let everything = ''
    child.stdout?.on('data', (chunk) => {
      stdout += chunk
      everything += chunk
    })
    child.stderr?.on('data', (chunk) => {
      everything += chunk
    })
    child.on('error', (cause) => reject(new SetupError(`${command} could not be started: ${cause.message}`)))
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(stdout)
      const end = signal ? `was ended by ${signal}` : `ended with exit code ${code}`
      const output = everything.trim().slice(-shownOutput)
      reject(new SetupError([`${[command, ...args].join(' ')} ${end}.`, output].filter(Boolean).join('\n')))
    })
  })
}

/**
 * Runs a program in the foreground: it shares the terminal and gets the signals sent to this process.
 * @param {string} command
 * @param {string[]} args
 * @param {SpawnOptions} [options]
 * @returns {Promise<number>} its exit code; 128 + the signal's number when a signal ended it
 * @throws {SetupError} when it cannot be started
 */
export function runInForeground(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options })
    const stopPassing = passSignalsTo((signal) => {
      // Ctrl+C in a terminal reaches the child by itself; a second one would look like impatience.
      if (signal === 'SIGINT' && process.stdin.isTTY) return
      child.kill(signal)
    })
    child.on('error', (cause) => {
      stopPassing()
      reject(new SetupError(`${command} could not be started: ${cause.message}`))
    })
    child.on('close', (code, signal) => {
      stopPassing()
      resolve(exitCodeOf(code, signal))
    })
  })
}

/**
 * Hands the signals that ask this process to end to `pass` instead, until the returned function is called.
 * @param {(signal: NodeJS.Signals) => void} pass
 * @returns {() => void}
 */
export function passSignalsTo(pass) {
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, pass)
  return () => {
    for (const signal of signals) process.off(signal, pass)
  }
}

/**
 * The exit code a shell would report.
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
export function exitCodeOf(code, signal) {
  return code ?? 128 + (signal ? os.constants.signals[signal] : 0)
}

/**
 * Runs the body of an entry script: its number becomes the exit code, and a SetupError is shown as its sentence.
 * @param {() => Promise<number>} body
 */
export async function runEntry(body) {
  try {
    process.exitCode = await body()
  } catch (cause) {
    console.error(cause instanceof SetupError ? cause.message : cause)
    process.exitCode = 1
  }
}
