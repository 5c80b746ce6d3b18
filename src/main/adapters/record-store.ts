import type { RecordStore } from '../ports.ts'

/** Keeps nothing beyond this run, and says so. */
export const memoryRecordStore: RecordStore = {
  read: () => Promise.resolve({ records: [], notKept: { reason: 'keychain', problem: 'unavailable' } }),
  write: () => Promise.resolve({ reason: 'keychain', problem: 'unavailable' })
}
