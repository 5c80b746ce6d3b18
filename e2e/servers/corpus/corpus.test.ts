import { expect, test } from 'vitest'
import { corpus } from './corpus.ts'

test.each(Object.entries(corpus))(
  '%s has as many keys as wanted, and remembers what was asked',
  async (_, start) => {
    const server = await start({ keys: 20 })
    try {
      expect(server.ledger.all).toHaveLength(20)
      expect((await fetch(server.documentUrl)).status).toBe(200)
      expect(server.requests).toEqual([
        { method: 'GET', path: new URL(server.documentUrl).pathname, status: 200 }
      ])
      expect(server.documentUrl.startsWith(server.baseUrl)).toBe(true)
    } finally {
      await server.stop()
    }
  }
)
