/**
 * The thread in which snapshots are compressed, sealed, written, read and compared: work that would keep the main
 * process from answering.
 */
import { parentPort, workerData } from 'node:worker_threads'
import type { ApiKey } from '../../../shared/api-key.ts'
import { inventoryDiff } from '../../../shared/inventory-diff.ts'
import type { SnapshotOwner } from '../../ports.ts'
import type { ThreadData, ThreadProblem, ThreadReply, ThreadRequest } from './messages.ts'
import { SnapshotDatabase, SnapshotFailure, setAsideDatabase, type SealedChunk } from './snapshot-database.ts'

type Question = Exclude<ThreadRequest, { verb: 'rows' }>

const { folder, key } = workerData as ThreadData
let database: SnapshotDatabase | null = null
/** The snapshot that is being brought in, and what went wrong with it. */
let incoming: { chunks: SealedChunk[]; total: number; failure: SnapshotFailure | null } = nothingYet()

function nothingYet(): typeof incoming {
  return { chunks: [], total: 0, failure: null }
}

parentPort?.on('message', (request: ThreadRequest) => {
  // Rows are not answered one by one: what went wrong with them is the answer to the write.
  if (request.verb === 'rows') takeRows(request)
  else parentPort?.postMessage(answer(request))
  if (request.verb === 'close') parentPort?.close()
})

function answer(request: Question): ThreadReply {
  try {
    return { verb: 'done', value: perform(request) }
  } catch (cause) {
    const { problem } = asFailure(cause)
    return { verb: 'failed', problem: problem === 'damaged' ? begunAnew() : problem }
  }
}

function perform(request: Question): Extract<ThreadReply, { verb: 'done' }>['value'] {
  switch (request.verb) {
    case 'write': {
      const { chunks, total, failure } = incoming
      incoming = nothingYet()
      if (failure !== null) throw failure
      if (total !== request.total) throw new SnapshotFailure('unusable')
      opened().write(request.owner, request.fetchedAt, total, chunks)
      return null
    }
    case 'list':
      return opened().list(request.owner)
    case 'read':
      opened().read(request.owner, request.id, (keys) => {
        parentPort?.postMessage({ verb: 'rows', keys } satisfies ThreadReply)
      })
      return null
    case 'diff':
      return inventoryDiff(allOf(request.owner, request.beforeId), allOf(request.owner, request.afterId))
    case 'remove':
      opened().remove(request.profileId)
      return null
    case 'close':
      database?.close()
      database = null
      return null
  }
}

function takeRows({ owner, fetchedAt, keys }: Extract<ThreadRequest, { verb: 'rows' }>): void {
  try {
    incoming.chunks.push(opened().seal(owner, fetchedAt, incoming.chunks.length, keys))
    incoming.total += keys.length
  } catch (cause) {
    incoming.failure = asFailure(cause)
  }
}

function allOf(owner: SnapshotOwner, id: number): ApiKey[] {
  const all: ApiKey[] = []
  opened().read(owner, id, (keys) => all.push(...keys))
  return all
}

function opened(): SnapshotDatabase {
  database ??= new SnapshotDatabase(folder, Buffer.from(key))
  return database
}

/** A damaged file is set aside; the next request begins a new one. */
function begunAnew(): ThreadProblem {
  database?.close()
  database = null
  const keptAs = setAsideDatabase(folder, Date.now())
  return keptAs === null ? 'unusable' : { keptAs }
}

function asFailure(cause: unknown): SnapshotFailure {
  return cause instanceof SnapshotFailure ? cause : new SnapshotFailure('unusable', cause)
}
