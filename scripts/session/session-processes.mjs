import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'

/** How long processes get to end by themselves, in milliseconds. */
const patience = 2_000

/**
 * Ends every process of a session, wherever it went: those that carry the session's folder in their environment,
 * and all their descendants (Chromium's sandboxed ones hide their environment). Only those, and never the caller.
 * @param {string} sessionFolder value of HYGIARA_KEYS_SESSION
 * @param {number[]} [spared] process ids to leave alone
 */
export async function endSessionProcesses(sessionFolder, spared = []) {
  const without = new Set([process.pid, ...spared])
  const startedAt = Date.now()
  const find = async () => (await findSessionProcesses(sessionFolder)).filter((pid) => !without.has(pid))
  let left = await find()
  for (const pid of left) send(pid, 'SIGTERM')
  while (left.length > 0 && Date.now() - startedAt < patience) {
    await wait(50)
    left = await find()
  }
  for (const pid of left) send(pid, 'SIGKILL')
}

/**
 * @param {string} sessionFolder
 * @returns {Promise<number[]>}
 */
async function findSessionProcesses(sessionFolder) {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const found = new Set()
  /** @type {Map<number, number[]>} */
  const children = new Map()
  for (const pid of ids) {
    const parent = await parentOf(pid)
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), pid])
    if (await carries(pid, `HYGIARA_KEYS_SESSION=${sessionFolder}`)) found.add(pid)
  }
  // A set hands out what is added while it is walked, so this reaches every generation.
  for (const pid of found) for (const child of children.get(pid) ?? []) found.add(child)
  return [...found]
}

/**
 * @param {number} pid
 * @param {string} entry
 */
async function carries(pid, entry) {
  try {
    return (await readFile(`/proc/${pid}/environ`, 'utf8')).split('\0').includes(entry)
  } catch {
    // Another user's process, or one that has just ended.
    return false
  }
}

/**
 * @param {number} pid
 * @returns {Promise<number | undefined>} undefined for a process that has ended, waited for or not
 */
async function parentOf(pid) {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    // The name in parentheses may hold anything; the fields after it do not.
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return state === 'Z' ? undefined : Number(parent)
  } catch {
    return undefined
  }
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
function send(pid, signal) {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended by itself in the meantime.
  }
}
