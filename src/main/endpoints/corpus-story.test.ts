import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { corpus } from '../../../e2e/servers/corpus/corpus.ts'
import type { CorpusServer } from '../../../e2e/servers/corpus/plumbing/corpus-server.ts'
import { tokenFromTheWebPage } from '../../../e2e/servers/corpus/quarkus/quarkus-server.ts'
import { corpusMappings } from '../../../e2e/servers/corpus-mappings.ts'
import type { ApiMapping, ReferenceReading } from '../../shared/api-mapping.ts'
import { createHygiaraApi } from '../adapters/hygiara-api/hygiara-api.ts'
import { createPublicGets } from '../adapters/hygiara-api/public-gets.ts'
import { createReferenceReader } from '../adapters/reference-reader.ts'
import { systemClock } from '../adapters/system-clock.ts'
import type { ConnectionWatch, HygiaraApi } from '../ports.ts'
import { SecretValue } from '../secret-value.ts'
import { mostGets } from './discovery.ts'
import { ReferenceService } from './reference-service.ts'

const script = new URL('reading-thread.ts', import.meta.url)
const never = new AbortController().signal
const deaf: ConnectionWatch = {
  answered: () => undefined,
  unanswered: () => undefined,
  paused: () => undefined
}

let servers: CorpusServer[]

beforeEach(() => {
  servers = []
})
afterEach(async () => {
  for (const server of servers) await server.stop()
})

async function discovered(server: CorpusServer, typed = server.baseUrl): Promise<ReferenceReading> {
  const references = new ReferenceService(
    createPublicGets(),
    createReferenceReader(() => new Worker(script))
  )
  const found = await references.discover(typed, never, () => undefined)
  if (!found.ok) throw new Error(found.error.reason)
  return found.value
}

/** The value of a success; a failure fails the test with its code. */
function valueOf<Value>(result: { ok: true; value: Value } | { ok: false; error: { code: string } }): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

/**
 * What two people who know a server would both write down: not how long a page is, by which of two ways the next one
 * is reached, whether revoked keys are asked for, or what the document calls a parameter of a path.
 */
function essence(mapping: ApiMapping | null): unknown {
  const known = JSON.parse(JSON.stringify(mapping).replaceAll(/\{[^{}"]+\}/gu, '{}')) as ApiMapping
  const { revoke, list, ...rest } = known
  return {
    ...rest,
    list: { ...list, paging: null, query: null },
    revoke: revoke && { ...revoke, idParameter: '' }
  }
}

async function signedIn(api: HygiaraApi, server: CorpusServer): Promise<SecretValue> {
  const { admin } = server
  if (api.offers.signIn === 'pasted-token') {
    return SecretValue.of((await tokenFromTheWebPage(server, admin.password)) ?? '')
  }
  const wrong = await api.signIn(admin.login, SecretValue.of('not the password'), never)
  expect(wrong).toMatchObject({ ok: false, error: { code: 'wrong_credentials' } })
  const { tokens } = valueOf(await api.signIn(admin.login, SecretValue.of(admin.password), never))
  return tokens.access
}

const names = Object.keys(corpus) as (keyof typeof corpus)[]

describe.each(names)('%s', (name) => {
  async function started(): Promise<CorpusServer> {
    const server = await corpus[name]()
    servers.push(server)
    return server
  }

  test('is found by itself, from the site and from the document, without a question', async () => {
    const server = await started()
    const reading = await discovered(server)
    expect(reading.document.url).toBe(server.documentUrl)
    expect(reading.questions).toEqual([])
    expect(reading.mapping).not.toBeNull()
    expect(server.requests.length).toBeLessThanOrEqual(mostGets)
    expect(server.requests.every(({ method }) => method === 'GET')).toBe(true)
    const direct = await discovered(server, server.documentUrl)
    expect(direct.mapping).toEqual(reading.mapping)
  })

  test('is reached as somebody would write it down who knows it', async () => {
    const { mapping } = await discovered(await started())
    expect(essence(mapping)).toEqual(essence(corpusMappings[name]))
  })

  test('tells its whole story by the mapping that was found', async () => {
    const server = await started()
    const { mapping, origin } = await discovered(server)
    if (mapping === null) throw new Error('no mapping')
    const api = createHygiaraApi(systemClock, Math.random)(origin, deaf, mapping)
    const session = await signedIn(api, server)

    const { ledger } = server
    const keys = valueOf(await api.listKeys(session, never, () => undefined))
    expect(keys.map((key) => key.name).sort()).toEqual(ledger.unrevoked.map(({ name }) => name).sort())

    const { key, secret } = valueOf(await api.createKey(session, 'ci-story', null, 'once'))
    expect(ledger.createCount).toBe(1)
    expect(ledger.all.find(({ value }) => value === secret.reveal())?.name).toBe('ci-story')
    expect(key.name).toBe('ci-story')

    expect(await api.testKey(secret, never)).toMatchObject({ outcome: 'valid' })
    expect(ledger.usesOf(secret.reveal())).toHaveLength(1)
    const again = valueOf(await api.listKeys(session, never, () => undefined))
    const listed = again.find(({ name }) => name === 'ci-story')
    expect(listed?.id).toBe(key.id)

    valueOf(await api.revokeKey(session, key))
    expect(ledger.revokeCount).toBe(1)
    expect(ledger.all.find(({ value }) => value === secret.reveal())?.revokedAt).not.toBeNull()
    expect(await api.testKey(secret, never)).toMatchObject({ outcome: 'rejected' })
    const left = valueOf(await api.listKeys(session, never, () => undefined))
    expect(left.map(({ id }) => id)).not.toContain(key.id)

    server.endSessions()
    const late = await api.listKeys(session, never, () => undefined)
    expect(late).toMatchObject({ ok: false, error: { code: 'session_expired' } })
  })
})
