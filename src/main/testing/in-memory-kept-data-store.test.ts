import { InMemoryDisk, InMemoryKeptDataStore } from './in-memory-kept-data-store.ts'
import { describeKeptDataStore } from './kept-data-store-suite.ts'

describeKeptDataStore(() => {
  const disk = new InMemoryDisk()
  return {
    open: () => new InMemoryKeptDataStore(disk),
    fillDisk: () => {
      disk.isFull = true
    },
    freeDisk: () => {
      disk.isFull = false
    }
  }
})
