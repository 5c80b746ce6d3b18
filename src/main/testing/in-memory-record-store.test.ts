import { InMemoryRecordStore } from './in-memory-record-store.ts'
import { describeRecordStore } from './record-store-suite.ts'

describeRecordStore(() => {
  const store = new InMemoryRecordStore()
  return {
    open: () => store,
    lock: () => (store.isLocked = true),
    takeKeychainAway: () => (store.hasNoKeychain = true),
    giveKeychainBack: () => (store.hasNoKeychain = false),
    fillDisk: () => void (store.isFull = true),
    freeDisk: () => void (store.isFull = false),
    spoil: (profileId, how) => {
      store.spoil(profileId, how)
    }
  }
})
