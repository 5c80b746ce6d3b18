import { Worker } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import { corpus } from '../../../e2e/servers/corpus/corpus.ts'
import { keptEndpointsSchema } from '../../shared/kept-endpoints-schema.ts'
import { createPublicGets } from '../adapters/hygiara-api/public-gets.ts'
import { createReferenceReader } from '../adapters/reference-reader.ts'
import { firstKept, keptAfter, reachOf } from './kept-reading.ts'
import { ReferenceService } from './reference-service.ts'

const script = new URL('reading-thread.ts', import.meta.url)
const lookedAt = '2026-11-23T12:00:00.000Z'

describe.each(Object.entries(corpus))('what was read of %s', (_style, start) => {
  test('can be written to a file, and is the same when it is read again', async () => {
    const server = await start()
    try {
      const references = new ReferenceService(
        createPublicGets(),
        createReferenceReader(() => new Worker(script))
      )
      const found = await references.discover(server.baseUrl, new AbortController().signal, () => undefined)
      if (!found.ok) throw new Error(found.error.reason)
      const kept = keptAfter(null, found.value, lookedAt)
      expect(keptEndpointsSchema.parse(JSON.parse(JSON.stringify(kept)))).toEqual(kept)
      expect(reachOf(server.baseUrl, kept)).toEqual({ baseUrl: server.baseUrl, mapping: found.value.mapping })
    } finally {
      await server.stop()
    }
  })
})

test('a server without a reference is kept, too', () => {
  const kept = firstKept('not-found', lookedAt)
  expect(keptEndpointsSchema.parse(JSON.parse(JSON.stringify(kept)))).toEqual(kept)
})
