import { utilityProcess, type UtilityProcess } from 'electron'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { withoutCoreDumps } from '../core-dumps.ts'

/** Starts the process that talks to the OS keychain. It keeps its memory out of core files itself. */
export function startKeychainWorker(): UtilityProcess {
  return start('keychain-worker', 'Hygiara Keys keychain')
}

/** Starts the process in which the local Hygiara runs. */
export function startLocalHygiaraProcess(): UtilityProcess {
  const started = start('local-hygiara', 'Hygiara Keys local server')
  started.once('spawn', () => {
    if (started.pid !== undefined) withoutCoreDumps(started.pid)
  })
  return started
}

/** Starts the thread that keeps the inventory. A thread and no process: it costs a tenth of the memory. */
export function startSnapshotThread(data: object): Worker {
  return new Worker(new URL('snapshot-thread.js', import.meta.url), {
    workerData: data,
    stdout: true,
    stderr: true
  })
}

// Enough for the largest documents; one that wants more is given up.
const mostReadingMegabytes = 512

/** Starts the thread that reads one API reference. */
export function startReadingThread(): Worker {
  return new Worker(new URL('reading-thread.js', import.meta.url), {
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: mostReadingMegabytes }
  })
}

function start(name: string, serviceName: string): UtilityProcess {
  const path = fileURLToPath(new URL(`${name}.js`, import.meta.url))
  // Output is dropped: these processes see secrets, and nothing they print may reach a terminal or a log.
  return utilityProcess.fork(path, [], { serviceName, stdio: 'ignore' })
}
