import { done, err, type Result } from '../../shared/result.ts'
import { defaultSettings } from '../../shared/settings.ts'
import type { KeptData, KeptDataStore } from '../ports.ts'

/** What a disk keeps: outlives the store, as a file outlives the app. */
export class InMemoryDisk {
  kept: KeptData | null = null
  isFull = false
}

/** Kept data in memory. */
export class InMemoryKeptDataStore implements KeptDataStore {
  readonly setAside: string | null
  readonly #disk: InMemoryDisk
  #current: KeptData

  constructor(disk = new InMemoryDisk(), setAside: string | null = null) {
    this.#disk = disk
    this.setAside = setAside
    this.#current = disk.kept ?? {
      settings: defaultSettings,
      profiles: [],
      activeProfileId: null,
      views: {},
      endpoints: {}
    }
  }

  read(): KeptData {
    return this.#current
  }

  write(data: KeptData): Result<null> {
    this.#current = data
    if (this.#disk.isFull) return err({ code: 'settings_not_saved' })
    this.#disk.kept = structuredClone(data)
    return done
  }
}
