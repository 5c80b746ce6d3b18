import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import type { InventoryDiff } from '../../../shared/inventory-diff.ts'
import type { KeySighting } from '../../../shared/key-history.ts'
import type { SnapshotHeader, SnapshotProblem } from '../../../shared/inventory-snapshots.ts'
import { columnsOf } from '../../../shared/key-columns.ts'
import type { KeptRows, RowsAsText } from '../../../shared/kept-rows.ts'
import { err, ok, type Result } from '../../../shared/result.ts'
import type { DataKey, DataKeyProblem, SnapshotOwner, SnapshotStore } from '../../ports.ts'
import {
  databaseName,
  type ThreadData,
  type ThreadProblem,
  type ThreadReply,
  type ThreadRequest
} from './messages.ts'
import { newestPath, unpackNewest, unsealNewest } from './newest-file.ts'

type Reply = Extract<ThreadReply, { verb: 'done' | 'failed' }>
type Question = Exclude<ThreadRequest, { verb: 'rows' | 'taken' }>
type OnKeys = Parameters<SnapshotStore['read']>[2]

// A message of this many rows takes a few milliseconds to copy, on either side.
const rowsAMessage = 1_000
const lost: Reply = { verb: 'failed', problem: 'unusable' }

/**
 * Snapshots in a database in `folder`, worked on in a thread of its own: one request at a time. Where nothing is kept
 * yet, reading touches neither the keychain nor the disk.
 *
 * @param startThread starts `snapshot-thread.ts`
 */
export function createSnapshotStore(
  startThread: (data: ThreadData) => Worker,
  folder: string,
  dataKey: DataKey
): SnapshotStore {
  let thread: Worker | null = null
  let queue: Promise<unknown> = Promise.resolve()
  let settle: (reply: Reply) => void = () => undefined
  let onKeys: OnKeys = () => undefined

  async function started(
    ifAbsent: 'make' | 'leave',
    mayAsk: boolean
  ): Promise<Result<Worker, SnapshotProblem>> {
    if (thread) return ok(thread)
    // The thread gets a copy of its own: this one is overwritten.
    const fresh = await dataKey.use('snapshots', ifAbsent, mayAsk, (key) =>
      startThread({ folder, key: Buffer.from(key) })
    )
    if (!fresh.ok) return err(problemOfKey(fresh.error))
    thread = listened(fresh.value)
    return ok(thread)
  }

  function listened(fresh: Worker): Worker {
    fresh.on('message', (reply: ThreadReply) => {
      if (reply.verb !== 'rows') {
        settle(reply)
        return
      }
      onKeys(reply.keys)
      fresh.postMessage({ verb: 'taken' } satisfies ThreadRequest)
    })
    // A thread that fails ends, and only its end is acted upon.
    fresh.on('error', () => undefined)
    fresh.on('exit', () => {
      if (thread === fresh) thread = null
      settle(lost)
    })
    return fresh
  }

  function inTurn<Value>(
    question: Question,
    mayAsk = false,
    prepare: (thread: Worker) => Promise<void> = () => Promise.resolve()
  ): Promise<Result<Value, SnapshotProblem>> {
    const answered = queue.then(async (): Promise<Result<Value, SnapshotProblem>> => {
      const ready = await started(question.verb === 'write' ? 'make' : 'leave', mayAsk)
      if (!ready.ok) return ready
      const reply = new Promise<Reply>((resolve) => {
        settle = resolve
      })
      await prepare(ready.value)
      ready.value.postMessage(question)
      const answer = await reply
      settle = () => undefined
      return answer.verb === 'done' ? ok(answer.value as Value) : err(problemOf(answer.problem))
    })
    queue = answered.catch(() => undefined)
    return answered
  }

  /** Whether there is a database at all. */
  async function isKept(): Promise<boolean> {
    await queue
    return access(join(folder, databaseName)).then(
      () => true,
      () => false
    )
  }

  /** From the copy beside the database. A success without a value: there is none, or it does not open. */
  async function readCopy(
    owner: SnapshotOwner,
    mayAsk: boolean
  ): Promise<Result<KeptRows | null, SnapshotProblem>> {
    const bytes = await readFile(newestPath(folder, owner)).catch(() => null)
    if (!bytes) return ok(null)
    const opened = await dataKey.use('snapshots', 'leave', mayAsk, (key) => unsealNewest(bytes, key, owner))
    if (!opened.ok) return err(problemOfKey(opened.error))
    return ok(opened.value && (await unpackNewest(opened.value).catch(() => null)))
  }

  async function readNewest(
    owner: SnapshotOwner,
    mayAsk: boolean
  ): Promise<Result<KeptRows | null, SnapshotProblem>> {
    const listed = await inTurn<readonly SnapshotHeader[]>({ verb: 'list', owner }, mayAsk)
    if (!listed.ok) return listed
    const [newest] = listed.value
    if (!newest) return ok(null)
    const chunks: RowsAsText[] = []
    const read = await readRows(owner, newest.id, (keys) => {
      chunks.push({ rows: keys.length, columns: columnsOf(keys) })
    })
    return read.ok ? ok({ fetchedAt: newest.fetchedAt, chunks }) : read
  }

  const readRows: SnapshotStore['read'] = (owner, id, each) =>
    inTurn<null>({ verb: 'read', owner, id }, false, () => {
      onKeys = each
      return Promise.resolve()
    })

  return {
    async newest(owner, mayAsk) {
      await queue
      const copy = await readCopy(owner, mayAsk)
      if (!copy.ok || copy.value) return copy
      return thread || (await isKept()) ? readNewest(owner, mayAsk) : copy
    },
    async write(owner, fetchedAt, keys, mayAsk) {
      const question = { verb: 'write', owner, fetchedAt, total: keys.length } as const
      const written = await inTurn<null>(question, mayAsk, async (worker) => {
        for (let at = 0; at < keys.length; at += rowsAMessage) {
          worker.postMessage({ verb: 'rows', owner, fetchedAt, keys: keys.slice(at, at + rowsAMessage) })
          // Others get their turn between two messages.
          await turn()
        }
      })
      return written
    },
    async list(owner, mayAsk) {
      if (!thread && !(await isKept())) return ok([])
      return inTurn<readonly SnapshotHeader[]>({ verb: 'list', owner }, mayAsk)
    },
    read: readRows,
    diff: (owner, beforeId, afterId) => inTurn<InventoryDiff>({ verb: 'diff', owner, beforeId, afterId }),
    async follow(owner, keyId) {
      if (!thread && !(await isKept())) return ok([])
      return inTurn<readonly KeySighting[]>({ verb: 'follow', owner, keyId })
    },
    async remove(profileId) {
      if (!thread && !(await isKept())) return ok(null)
      return inTurn<null>({ verb: 'remove', profileId }, true)
    },
    async close() {
      await queue
      if (!thread) return
      await inTurn<null>({ verb: 'close' })
    }
  }
}

function problemOfKey(problem: DataKeyProblem): SnapshotProblem {
  if (problem === 'absent' || problem === 'not-ours') return { reason: 'key-lost' }
  return { reason: 'keychain', problem }
}

function problemOf(problem: ThreadProblem): SnapshotProblem {
  if (typeof problem === 'object') return { reason: 'set-aside', keptAs: problem.keptAs }
  return { reason: problem }
}
