import { beforeEach, describe, expect, test } from 'vitest'
import { emptyNotes } from '../../shared/key-record.ts'
import { err, ok } from '../../shared/result.ts'
import type { ExportFile } from '../ports.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { ExportService, type ExportSource } from './export-service.ts'
import { localInstant } from './exported-key.ts'

class InMemoryExportFile implements ExportFile {
  offered: string | null = null
  chosen: string | null = '/home/ada/keys.csv'
  text: string | null = null
  isFull = false

  choose(name: string): Promise<string | null> {
    this.offered = name
    return Promise.resolve(this.chosen)
  }

  write(_path: string, text: string): Promise<boolean> {
    if (!this.isFull) this.text = text
    return Promise.resolve(!this.isFull)
  }
}

const source: ExportSource = {
  keys: [
    {
      id: 'key_1',
      name: '=HYPERLINK("http://evil")',
      prefix: 'hrdly_b7Qx2m',
      createdAt: '2026-10-01T08:00:00.123Z',
      lastUsedAt: null,
      expiresAt: { kind: 'instant', value: '2027-06-29T23:59:59Z' },
      isExpired: false
    },
    { id: 'key_2', name: 'reporting, weekly', expiresAt: null },
    {
      id: 'key_3',
      name: 'x\u202ey',
      lastUsedAt: '2026-11-22T10:00:00Z',
      expiresAt: { kind: 'date', value: '2027-06-29' }
    }
  ],
  notesOf: (id) => (id === 'key_2' ? { ...emptyNotes, purpose: 'reporting', owner: 'Bo' } : undefined),
  organization: 'Acme / GmbH',
  fetchedAt: '2026-11-23T09:12:00.000Z',
  isOffline: false
}

const ids = source.keys.map(({ id }) => id)

let file: InMemoryExportFile
let given: ExportSource | null
let service: ExportService

beforeEach(() => {
  file = new InMemoryExportFile()
  given = source
  service = new ExportService(
    file,
    () => given,
    new FakeClock(),
    () => 'America/Los_Angeles'
  )
})

describe('an export', () => {
  test('to CSV has a row for each key, words for what is not there, and no formula', async () => {
    expect(await service.export('csv', ids)).toEqual(ok({ fileName: 'keys.csv', count: 3 }))
    const [head, first, second, third, end] = (file.text ?? '').split('\r\n')
    expect(head).toBe(
      'name,prefix,id,status,created_utc,created_local,last_used_utc,last_used_local,expires_utc,expires_local,purpose,owner,ticket,consumers,organization,as_of_utc,source,local_zone'
    )
    expect(first).toBe(
      '"\'=HYPERLINK(""http://evil"")",hrdly_b7Qx2m…,key_1,never-used,2026-10-01T08:00:00Z,2026-10-01T01:00:00-07:00,Never used,Never used,2027-06-29T23:59:59Z,2027-06-29T16:59:59-07:00,,,,,Acme / GmbH,2026-11-23T09:12:00.000Z,server,America/Los_Angeles'
    )
    expect(second).toContain('"reporting, weekly",Not reported,key_2,no-expiry,Not reported,Not reported')
    expect(second).toContain('No expiry,No expiry,reporting,Bo,,')
    expect(third).toContain('x⟨U+202E⟩y')
    expect(third).toContain(',2027-06-29,2027-06-29,')
    expect(end).toBe('')
  })

  test('to JSON says of when and of whom it is', async () => {
    given = { ...source, isOffline: true }
    await service.export('json', ids)
    expect(JSON.parse(file.text ?? '')).toMatchObject({
      organization: 'Acme / GmbH',
      as_of_utc: '2026-11-23T09:12:00.000Z',
      source: 'offline copy',
      count: 3,
      keys: [{ id: 'key_1' }, { id: 'key_2', owner: 'Bo' }, { id: 'key_3' }]
    })
    expect(file.offered).toBe('Acme-GmbH-api-keys-2026-11-23-offline.json')
  })

  test('that nobody wants writes nothing', async () => {
    file.chosen = null
    expect(await service.export('csv', ids)).toEqual(ok(null))
    expect(file.text).toBeNull()
  })

  test('that the disk refuses says so', async () => {
    file.isFull = true
    expect(await service.export('csv', ids)).toEqual(err({ code: 'export_not_written' }))
  })

  test('of nobody’s inventory is refused', async () => {
    given = null
    expect(await service.export('csv', ids)).toEqual(err({ code: 'not_signed_in' }))
    expect(file.offered).toBeNull()
  })

  test('is one at a time', async () => {
    const first = service.export('csv', ids)
    expect(await service.export('json', ids)).toEqual(err({ code: 'cancelled' }))
    expect((await first).ok).toBe(true)
    expect((await service.export('json', ids)).ok).toBe(true)
  })
})

test.each([
  ['2026-03-29T00:59:59Z', 'Europe/Berlin', '2026-03-29T01:59:59+01:00'],
  ['2026-03-29T01:00:00Z', 'Europe/Berlin', '2026-03-29T03:00:00+02:00'],
  ['2026-10-25T00:30:00Z', 'Europe/Berlin', '2026-10-25T02:30:00+02:00'],
  ['2026-10-25T01:30:00Z', 'Europe/Berlin', '2026-10-25T02:30:00+01:00'],
  ['2026-11-01T08:30:00Z', 'America/Los_Angeles', '2026-11-01T01:30:00-07:00'],
  ['2026-11-01T09:30:00Z', 'America/Los_Angeles', '2026-11-01T01:30:00-08:00'],
  ['2026-12-31T23:59:59Z', 'Pacific/Kiritimati', '2027-01-01T13:59:59+14:00'],
  ['2028-02-29T00:00:00Z', 'Asia/Kolkata', '2028-02-29T05:30:00+05:30'],
  ['2026-11-23T00:00:00Z', 'UTC', '2026-11-23T00:00:00+00:00']
])('%s in %s is %s', (instant, zone, local) => {
  expect(localInstant(Date.parse(instant), zone)).toBe(local)
  expect(Date.parse(local)).toBe(Date.parse(instant))
})
