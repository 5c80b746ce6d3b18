/**
 * The process that talks to the OS keychain. A keychain may ask the person to unlock it and wait for ever; here that
 * hangs nobody else, and whoever is tired of waiting ends this process.
 */
import { AsyncEntry } from 'keytar'
import type { KeychainProblem } from '../../../shared/app-error.ts'
import type { KeychainItem } from '../../ports.ts'
import { withoutCoreDumps } from '../../core-dumps.ts'
import type { KeychainReply, KeychainRequest } from './messages.ts'
import { secretServiceProblem, sessionBusAddress, watchSecretService } from './secret-service.ts'

// Here and not in main, which has enough to do while this process starts.
withoutCoreDumps(process.pid)

const isLinux = process.platform === 'linux'
const busAddress = sessionBusAddress(process.env)

process.parentPort.on('message', ({ data }: { data: KeychainRequest }) => {
  void answer(data).then((reply) => {
    process.parentPort.postMessage(reply)
  })
})

async function answer(request: KeychainRequest): Promise<KeychainReply> {
  const stopWatching = isLinux ? await watchSecretService(busAddress, endAtOnce) : () => undefined
  try {
    return { ok: true, value: await perform(request) }
  } catch (cause) {
    return { ok: false, problem: problemOf(cause) }
  } finally {
    stopWatching()
  }
}

/** The library's thread waits for ever, and an orderly exit would wait for it. Whoever asked hears that we ended. */
function endAtOnce(): void {
  process.kill(process.pid, 'SIGKILL')
}

async function perform(request: KeychainRequest): Promise<string | boolean | null> {
  if (request.verb === 'ready' || (request.verb === 'read' && request.isQuiet)) await assertReady()
  if (request.verb === 'ready') return null
  const entry = entryOf(request.item)
  switch (request.verb) {
    case 'has':
      return (await entry.getPassword()) !== null
    case 'read':
      return (await entry.getPassword()) ?? null
    case 'write': {
      await entry.setPassword(request.value)
      // Some stores accept and forget: only what comes back was kept.
      if ((await entry.getPassword()) !== request.value) throw new Refused('not-kept')
      return null
    }
    case 'remove':
      await entry.deleteCredential()
      // On macOS a failed removal is not reported.
      if ((await entry.getPassword()) !== null) throw new Refused('not-removed')
      return null
  }
}

/** On Linux the Secret Service and nothing else: the library's own choice falls back to a store that a reboot empties. */
function entryOf({ service, account }: KeychainItem): AsyncEntry {
  return new AsyncEntry(service, account, { linux: { store: 'secret-service' } })
}

/** Elsewhere the keychain is open while one is logged in: it has nothing to ask before it takes an item of our own. */
async function assertReady(): Promise<void> {
  const problem = isLinux ? await secretServiceProblem(busAddress) : null
  if (problem !== null) throw new Refused(problem)
}

class Refused extends Error {
  readonly problem: KeychainProblem

  constructor(problem: KeychainProblem) {
    super(problem)
    this.problem = problem
  }
}

function problemOf(cause: unknown): KeychainProblem {
  if (cause instanceof Refused) return cause.problem
  const text = cause instanceof Error ? cause.message.toLowerCase() : ''
  if (/connection is closed|disconnected|without replying|noreply/u.test(text)) return 'stopped'
  if (/dismissed|locked|denied/u.test(text)) return 'locked'
  if (/too long|invalid|attribute/u.test(text)) return 'refused'
  return 'unavailable'
}
