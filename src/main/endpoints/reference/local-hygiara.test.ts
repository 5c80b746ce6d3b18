import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeFolder, removeFolder, startTestServer } from '../../../local-hygiara/testing/test-server.ts'
import type { Mood } from '../../../local-hygiara/moods.ts'
import type { ReferenceReading } from '../../../shared/api-mapping.ts'
import { defaultMapping } from '../../../shared/default-mapping.ts'
import { readReference } from './read-reference.ts'

async function readIn(...moods: Mood[]): Promise<ReferenceReading | null> {
  const folder = makeFolder()
  const server = await startTestServer(folder, moods)
  const url = `${server.url}/openapi.json`
  const body = new Uint8Array(await (await fetch(url)).arrayBuffer())
  await server.stop()
  removeFolder(folder)
  return readReference({ body, url, typedUrl: server.url }, [])
}

let plain: ReferenceReading | null

beforeAll(async () => {
  plain = await readIn()
})
afterAll(() => {
  plain = null
})

describe('the reference of the local Hygiara', () => {
  test('gives the default contract, all of it certain, without a question', () => {
    expect(plain?.mapping).toEqual(defaultMapping)
    expect(plain?.findings.map(({ confidence }) => confidence)).toEqual(Array(7).fill('certain'))
    expect(plain?.questions).toEqual([])
    expect(plain?.remarks).toEqual([])
  })

  test('without ids has no revoke, and says why', async () => {
    const reading = await readIn('no-id')
    expect(reading?.mapping?.list.fields.id).toBeNull()
    expect(reading?.mapping?.revoke).toBeNull()
    expect(reading?.findings.find(({ part }) => part === 'revoke')?.evidence).toEqual([
      'No operation ends an entry of the list.'
    ])
  })

  test('without idempotency is not said to have it', async () => {
    expect((await readIn('no-idempotency'))?.mapping?.create?.isIdempotent).toBe(false)
  })
})
