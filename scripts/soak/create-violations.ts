import { randomUUID } from 'node:crypto'
import type { ConnectToHygiara, HygiaraApi, IntentJournal } from '../../src/main/ports.ts'
import type { Violation } from './create-kill-points.ts'

// Longer than it takes to kill the app and start it again.
const tooLateMs = 5_000
const done = { ok: true, value: null } as const

/** The journal as a core with this violation would use it. */
export function violatedJournal(journal: IntentJournal, violation: Violation | null): IntentJournal {
  if (violation === 'records nothing') return { ...journal, write: () => Promise.resolve(done) }
  if (violation === 'records too late') {
    const write: IntentJournal['write'] = (intent) => {
      setTimeout(() => void journal.write(intent), tooLateMs)
      return Promise.resolve(done)
    }
    return { ...journal, write }
  }
  if (violation === 'settles with the answer') {
    const write: IntentJournal['write'] = async (intent) => {
      if (intent.keyId === null) return journal.write(intent)
      await journal.remove(intent)
      return done
    }
    return { ...journal, write }
  }
  return journal
}

/** The connection as a core with this violation would use it. */
export function violatedConnect(connect: ConnectToHygiara, violation: Violation | null): ConnectToHygiara {
  if (violation !== 'sends a lost create again') return connect
  return (serverUrl, watch) =>
    withCreateKey(connect(serverUrl, watch), (createKey) => async (access, name, expiresAt, pressId) => {
      const answer = await createKey(access, name, expiresAt, pressId)
      const isLost = !answer.ok && answer.error.code === 'create_outcome_unknown'
      // Under another Idempotency-Key, or the server would see through it.
      return isLost ? createKey(access, name, expiresAt, randomUUID()) : answer
    })
}

/** The same connection, with one of its calls wrapped. */
export function withCreateKey(
  api: HygiaraApi,
  wrap: (createKey: HygiaraApi['createKey']) => HygiaraApi['createKey']
): HygiaraApi {
  const createKey = wrap(api.createKey.bind(api))
  return new Proxy(api, {
    get(target, name) {
      if (name === 'createKey') return createKey
      const value: unknown = Reflect.get(target, name)
      // Its private fields are the original's.
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    }
  })
}
