import { open as openFile, readFile, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { RecordsNotKept, RecordsSetAside } from '../../../shared/records-kept.ts'
import { err, ok, type Result } from '../../../shared/result.ts'
import type { DataKey, DataKeyProblem, FoundRecords, RecordStore } from '../../ports.ts'
import { unfinished, writeDurably } from '../durable-file.ts'
import { setAside } from '../set-aside.ts'
import { open, seal, versionOf } from './sealed-file.ts'
import { decodeRecords, encodeRecords, recordVersion } from './stored-records.ts'

// A hundred times what a large organisation needs; more is not ours, and would be read into memory.
const longestFile = 64 * 1_024 * 1_024

const nothing: FoundRecords = { records: [], notKept: null, setAside: null }

/**
 * A sealed file for each profile in `folder`, readable by its owner only, under a key derived from the data key. What
 * cannot be opened is set aside as it is; what a newer version has kept is left alone.
 */
export function createSealedRecordStore(folder: string, dataKey: DataKey): RecordStore {
  const pathOf = (profileId: string) => join(folder, `${profileId}.sealed`)
  const inTurn = createTurns()

  async function read(profileId: string, mayAsk: boolean): Promise<FoundRecords> {
    const path = pathOf(profileId)
    // What a crash in the middle of a write has left.
    await rm(`${path}${unfinished}`, { force: true }).catch(() => undefined)
    const found = await readSealed(path)
    if (!found.ok)
      return found.error === 'disk' ? notKept({ reason: 'disk' }) : setAsideBecause(path, 'damaged')
    const sealed = found.value
    if (sealed === null) return nothing
    const version = versionOf(sealed)
    if (version === null || version === 0) return setAsideBecause(path, 'damaged')
    if (version > recordVersion) return notKept({ reason: 'newer-version' })
    const opened = await dataKey.use('records', 'leave', mayAsk, (subKey) => open(sealed, profileId, subKey))
    if (!opened.ok) {
      // The keychain is there and has no key: nothing will ever open it.
      return opened.error === 'absent'
        ? setAsideBecause(path, 'other-key')
        : notKept(withoutKey(opened.error))
    }
    if (opened.value.state !== 'opened') return setAsideBecause(path, opened.value.state)
    const records = decodeRecords(opened.value.content, version)
    return records ? { ...nothing, records } : setAsideBecause(path, 'damaged')
  }

  async function write(
    ...[profileId, records, mayAsk]: Parameters<RecordStore['write']>
  ): Promise<RecordsNotKept | null> {
    const path = pathOf(profileId)
    if (await isOfNewerVersion(path)) return { reason: 'newer-version' }
    const content = encodeRecords(records)
    const sealed = await dataKey.use('records', 'make', mayAsk, (subKey) =>
      seal(content, recordVersion, profileId, subKey)
    )
    if (!sealed.ok) return withoutKey(sealed.error)
    try {
      await writeDurably(path, sealed.value)
      return null
    } catch {
      return { reason: 'disk' }
    }
  }

  return {
    read: (profileId, mayAsk) => inTurn(profileId, () => read(profileId, mayAsk)),
    write: (...args) => inTurn(args[0], () => write(...args)),
    remove: (profileId) => inTurn(profileId, () => removed(pathOf(profileId)))
  }
}

/** Looks afterwards: what could not be read either may still be there. */
async function removed(path: string): Promise<boolean> {
  for (const each of [path, `${path}${unfinished}`]) await rm(each, { force: true }).catch(() => undefined)
  const left = await readSealed(path)
  return left.ok && left.value === null
}

/** Runs what is wanted of a profile one after the other; a keychain that one waits for holds up no other profile. */
function createTurns() {
  const last = new Map<string, Promise<unknown>>()
  return <Value>(profileId: string, work: () => Promise<Value>): Promise<Value> => {
    const turn = (last.get(profileId) ?? Promise.resolve()).then(work, work)
    last.set(profileId, turn)
    return turn
  }
}

const notKept = (why: RecordsNotKept): FoundRecords => ({ ...nothing, notKept: why })

function withoutKey(problem: DataKeyProblem): RecordsNotKept {
  if (problem === 'not-ours') return { reason: 'data-key-not-ours' }
  return { reason: 'keychain', problem: problem === 'absent' ? 'not-kept' : problem }
}

/** The file; `null` when there is none. `disk`: it may be whole, and cannot be read now. */
async function readSealed(path: string): Promise<Result<Buffer | null, 'disk' | 'not-a-sealed-file'>> {
  try {
    const file = await openFile(path, 'r')
    try {
      const { size } = await file.stat()
      return size > longestFile ? err('not-a-sealed-file') : ok(await readFile(file))
    } finally {
      await file.close()
    }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT') return ok(null)
    return err(code === 'EISDIR' ? 'not-a-sealed-file' : 'disk')
  }
}

async function isOfNewerVersion(path: string): Promise<boolean> {
  const found = await readSealed(path)
  const version = found.ok && found.value !== null ? versionOf(found.value) : null
  return version !== null && version > recordVersion
}

async function setAsideBecause(path: string, why: RecordsSetAside['why']): Promise<FoundRecords> {
  try {
    return { ...nothing, setAside: { why, keptAs: basename(await setAside(path)) } }
  } catch {
    // It is in the way, and must not be overwritten.
    return notKept({ reason: 'disk' })
  }
}
