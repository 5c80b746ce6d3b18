/**
 * The thread in which snapshots are compressed, sealed, written, read and compared: work that would keep the main
 * process from answering.
 */
import { parentPort, workerData } from 'node:worker_threads'
import type { ApiKey } from '../../../shared/api-key.ts'
import { inventoryDiff } from '../../../shared/inventory-diff.ts'
import type { SnapshotOwner } from '../../ports.ts'
import {
  mostChunksAhead,
  type ThreadData,
  type ThreadProblem,
  type ThreadReply,
  type ThreadRequest
} from './messages.ts'
import { removeNewest, writeNewest } from './newest-file.ts'
import type { SealedChunk } from './sealed-chunk.ts'
import { SnapshotDatabase, SnapshotFailure, setAsideDatabase } from './snapshot-database.ts'

type Question = Exclude<ThreadRequest, { verb: 'rows' | 'taken' }>
type Answered = Exclude<Question, { verb: 'read' }>

const { folder, key: bytes } = workerData as ThreadData
const key = Buffer.from(bytes)
let database: SnapshotDatabase | null = null
/** The snapshot that is being brought in, and what went wrong with it. */
let incoming: { chunks: SealedChunk[]; total: number; failure: SnapshotFailure | null } = nothingYet()

/** The snapshot that is being read: its chunks go out as the ones before them are taken over. */
let outgoing: Iterator<ApiKey[], void> | null = null

function nothingYet(): typeof incoming {
  return { chunks: [], total: 0, failure: null }
}

parentPort?.on('message', (request: ThreadRequest) => {
  // Rows are not answered one by one: what went wrong with them is the answer to the write.
  if (request.verb === 'rows') takeRows(request)
  else if (request.verb === 'read') startReading(request)
  else if (request.verb === 'taken') sendChunk()
  else tell(answer(() => perform(request)))
  if (request.verb === 'close') parentPort?.close()
})

function tell(reply: ThreadReply): void {
  parentPort?.postMessage(reply)
}

function startReading({ owner, id }: Extract<Question, { verb: 'read' }>): void {
  const failed = answer(() => {
    outgoing = opened().read(owner, id)
    return null
  })
  if (failed.verb === 'failed') tell(failed)
  else for (let sent = 0; sent < mostChunksAhead; sent += 1) sendChunk()
}

/** The next chunk, or after the last one the answer to the whole reading. */
function sendChunk(): void {
  const chunks = outgoing
  if (chunks === null) return
  const end = answer(() => {
    const next = chunks.next()
    if (next.done === true) outgoing = null
    else tell({ verb: 'rows', keys: next.value })
    return null
  })
  if (end.verb === 'failed') outgoing = null
  if (outgoing === null) tell(end)
}

function answer(work: () => Extract<ThreadReply, { verb: 'done' }>['value']): ThreadReply {
  try {
    return { verb: 'done', value: work() }
  } catch (cause) {
    const { problem } = asFailure(cause)
    return { verb: 'failed', problem: problem === 'damaged' ? begunAnew() : problem }
  }
}

function perform(request: Answered): Extract<ThreadReply, { verb: 'done' }>['value'] {
  switch (request.verb) {
    case 'write': {
      const { chunks, total, failure } = incoming
      incoming = nothingYet()
      if (failure !== null) throw failure
      if (total !== request.total) throw new SnapshotFailure('unusable')
      keep(request, chunks)
      return null
    }
    case 'list':
      return opened().list(request.owner)
    case 'diff':
      return inventoryDiff(allOf(request.owner, request.beforeId), allOf(request.owner, request.afterId))
    case 'follow':
      return opened().follow(request.owner, request.keyId)
    case 'remove':
      opened().remove(request.profileId)
      return null
    case 'close':
      database?.close()
      database = null
      return null
  }
}

/** The copy goes before the database changes and comes after it: none is ever older than what the database has. */
function keep(
  { owner, fetchedAt, total }: Extract<Question, { verb: 'write' }>,
  chunks: SealedChunk[]
): void {
  const database = opened()
  removeNewest(folder, owner)
  database.write(owner, fetchedAt, total, chunks)
  try {
    writeNewest(folder, key, owner, fetchedAt, chunks)
  } catch {
    // It is kept: the next start takes it from the database.
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
  for (const keys of opened().read(owner, id)) all.push(...keys)
  return all
}

function opened(): SnapshotDatabase {
  database ??= new SnapshotDatabase(folder, key)
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
