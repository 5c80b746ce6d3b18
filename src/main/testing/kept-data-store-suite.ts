import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { done, err } from '../../shared/result.ts'
import { defaultSettings } from '../../shared/settings.ts'
import type { KeptData, KeptDataStore } from '../ports.ts'

/** A place that outlives the store. */
export interface KeptDataPlace {
  readonly open: () => KeptDataStore
  readonly fillDisk: () => void
  readonly freeDisk: () => void
}

const byName = { column: 'name', direction: 'descending' } as const

/** Data as it is kept after `count` sign-ins. */
export function sampleKeptData(count: number): KeptData {
  const profiles = Array.from({ length: count }, (_, index) => ({
    id: randomUUID(),
    kind: 'server' as const,
    name: `Müller & Söhne ${index} 🔑`,
    serverUrl: `https://${index}.hygiara.test/base`,
    email: `ada-${index}@acme.test`,
    staysSignedIn: index % 2 === 0,
    hasInventory: index % 3 === 0
  }))
  return {
    settings: { theme: 'dark', clipboardSeconds: 60, escrowsNewKeys: false, hasSingleKeys: false },
    profiles,
    activeProfileId: profiles[0]?.id ?? null,
    endpoints: {},
    views: Object.fromEntries(
      profiles.map(({ id }) => [
        id,
        {
          saved: [{ id: randomUUID(), name: 'Alte “CI” 🔑', query: 'is:stale name:"ci ü"', sort: byName }],
          sorts: { attention: null, all: byName, mine: null }
        }
      ])
    )
  }
}

/** What every store of kept data does. */
export function describeKeptDataStore(makePlace: () => KeptDataPlace): void {
  describe('as a store of kept data', () => {
    test('it begins with nothing', () => {
      const store = makePlace().open()
      expect(store.read()).toEqual({
        settings: defaultSettings,
        profiles: [],
        activeProfileId: null,
        views: {},
        endpoints: {}
      })
      expect(store.setAside).toBeNull()
    })

    test('what was written is there at once and at the next start', () => {
      const place = makePlace()
      const store = place.open()
      const data = sampleKeptData(3)
      expect(store.write(data)).toEqual(done)
      expect(store.read()).toEqual(data)
      expect(place.open().read()).toEqual(data)
    })

    test('the last of many writes counts', () => {
      const place = makePlace()
      const store = place.open()
      for (const count of [5, 0, 2]) store.write(sampleKeptData(count))
      const last = store.read()
      expect(last.profiles).toHaveLength(2)
      expect(place.open().read()).toEqual(last)
    })

    test('a disk that is full refuses, keeps what was there, and the choice counts for this run', () => {
      const place = makePlace()
      const store = place.open()
      const before = sampleKeptData(2)
      store.write(before)
      place.fillDisk()
      const refused = sampleKeptData(9)
      expect(store.write(refused)).toEqual(err({ code: 'settings_not_saved' }))
      expect(store.read()).toEqual(refused)
      const next = place.open()
      expect(next.read()).toEqual(before)
      expect(next.setAside).toBeNull()

      place.freeDisk()
      expect(store.write(refused)).toEqual(done)
      expect(place.open().read()).toEqual(refused)
    })

    test('a disk that is full from the beginning keeps nothing, and nothing broken', () => {
      const place = makePlace()
      const store = place.open()
      place.fillDisk()
      expect(store.write(sampleKeptData(9))).toEqual(err({ code: 'settings_not_saved' }))
      place.freeDisk()
      const next = place.open()
      expect(next.read().profiles).toEqual([])
      expect(next.setAside).toBeNull()
    })
  })
}
