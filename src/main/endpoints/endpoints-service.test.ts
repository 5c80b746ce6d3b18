import { beforeEach, describe, expect, test } from 'vitest'
import { defaultMapping } from '../../shared/default-mapping.ts'
import type { KeptEndpoints } from '../../shared/endpoints.ts'
import { done, err } from '../../shared/result.ts'
import { NoticeService } from '../notices/notice-service.ts'
import { FakeClock, settled } from '../testing/fake-clock.ts'
import { InMemoryDisk, InMemoryKeptDataStore } from '../testing/in-memory-kept-data-store.ts'
import { PublishedEvents } from '../testing/published-events.ts'
import {
  sampleReading,
  ScriptedPublicAnswers,
  ScriptedReader,
  webhookOperation
} from '../testing/scripted-reference.ts'
import { EndpointsService } from './endpoints-service.ts'
import { KeptEndpointsBook } from './kept-endpoints-book.ts'
import { ReferenceService } from './reference-service.ts'

const server = 'https://hygiara.test'
const never = new AbortController().signal
const create = { method: 'POST', path: '/api/v1/api-keys' } as const
const document = '{ "openapi": "3.1.0", "paths": {} }'

let clock: FakeClock
let disk: InMemoryDisk
let answers: ScriptedPublicAnswers
let reader: ScriptedReader

function start() {
  const events = new PublishedEvents()
  const notices = new NoticeService(events.publish)
  const book = new KeptEndpointsBook(new InMemoryKeptDataStore(disk), notices)
  const service = new EndpointsService(new ReferenceService(answers.ask, reader), book, clock, events.publish)
  const changes = { count: 0 }
  service.whenChanged(() => (changes.count += 1))
  return { service, book, events, changes, now: () => service.topic.value }
}

/** Somebody is signed in whose server asked which request creates keys, and was told. */
async function chosen() {
  reader.reading = (choices) => sampleReading(choices, { asksFor: 'create' })
  const app = start()
  await app.service.prepare(server, never)
  await app.service.answer([{ part: 'create', operation: create }])
  await app.service.prepare(server, never)
  app.service.keep(server)
  app.service.show(server)
  return app
}

beforeEach(() => {
  clock = new FakeClock()
  disk = new InMemoryDisk()
  answers = new ScriptedPublicAnswers()
  answers.pages.set('/openapi.json', document)
  reader = new ScriptedReader()
  reader.reading = (choices) => sampleReading(choices)
})

describe('before a sign-in', () => {
  test('a server without a reference is reached by the usual addresses, below what was typed', async () => {
    answers.pages.clear()
    const { service, now } = start()
    const reach = await service.prepare(`${server}/base`, never)
    expect(reach).toMatchObject({ ok: true, value: { baseUrl: `${server}/base`, mapping: defaultMapping } })
    expect(now()).toMatchObject({ source: 'usual', noReference: 'not-found' })
  })

  test('a server that does not answer is said to be that after one request', async () => {
    answers.isDown = true
    const { service } = start()
    expect(await service.prepare(server, never)).toEqual(
      err({ code: 'server_unreachable', host: 'hygiara.test', reason: 'refused' })
    )
    expect(answers.asked).toHaveLength(1)
  })

  test('what is certain is used at once, from the origin, and kept once somebody is in', async () => {
    const { service, book } = start()
    const reach = await service.prepare(`${server}/docs`, never)
    expect(reach).toMatchObject({ ok: true, value: { baseUrl: server } })
    expect(book.of(`${server}/docs`)).toBeNull()
    service.keep(`${server}/docs`)
    expect(book.of(`${server}/docs`)?.mapping).toEqual(defaultMapping)
  })

  test('what is kept is used without asking the server again, also at the next start', async () => {
    const first = start()
    await first.service.prepare(server, never)
    first.service.keep(server)
    answers.asked.length = 0
    expect((await start().service.prepare(server, never)).ok).toBe(true)
    expect(answers.asked).toEqual([])
  })

  test('a wrong password does not have the reference read again', async () => {
    const { service } = start()
    await service.prepare(server, never)
    const count = answers.asked.length
    await service.prepare(server, never)
    expect(answers.asked).toHaveLength(count)
  })

  test('a doubt is asked about, and nothing goes on without the answer', async () => {
    reader.reading = (choices) => sampleReading(choices, { asksFor: 'create' })
    const { service, now } = start()
    expect(await service.prepare(server, never)).toEqual(err({ code: 'endpoints_unclear' }))
    expect(now().questions.map(({ part }) => part)).toEqual(['create'])
    expect(await service.prepare(server, never)).toEqual(err({ code: 'endpoints_unclear' }))

    expect(await service.answer([{ part: 'create', operation: create }])).toEqual(done)
    expect(await service.prepare(server, never)).toMatchObject({
      ok: true,
      value: { mapping: { create: { operation: create } } }
    })
  })

  test('None of these leaves the part off', async () => {
    reader.reading = (choices) => sampleReading(choices, { asksFor: 'create' })
    const { service } = start()
    await service.prepare(server, never)
    await service.answer([{ part: 'create', operation: null }])
    expect(await service.prepare(server, never)).toMatchObject({
      ok: true,
      value: { mapping: { create: null } }
    })
  })

  test('a reference without a list of keys is said to be that, and looked for again the next time', async () => {
    reader.reading = (choices) => ({ ...sampleReading(choices), mapping: null })
    const { service } = start()
    const missing = err({ code: 'endpoints_missing', host: 'hygiara.test' })
    expect(await service.prepare(server, never)).toEqual(missing)
    reader.reading = (choices) => sampleReading(choices)
    expect((await service.prepare(server, never)).ok).toBe(true)
  })

  test('given up, nothing is kept', async () => {
    const { service, book } = start()
    expect(await service.prepare(server, AbortSignal.abort())).toEqual(err({ code: 'cancelled' }))
    service.keep(server)
    expect(book.of(server)).toBeNull()
  })
})

describe('while somebody is signed in', () => {
  test('a choice counts at once and at the next start', async () => {
    const { service, changes } = await chosen()
    expect(await service.choose('create', null)).toEqual(done)
    expect(changes.count).toBe(1)
    expect(service.known(server).mapping.create).toBeNull()
    expect(start().service.known(server).mapping.create).toBeNull()
  })

  test('an operation that the app cannot use is refused, and the one before stays', async () => {
    const { service, changes } = await chosen()
    expect(await service.choose('create', webhookOperation)).toMatchObject({
      ok: false,
      error: { code: 'endpoint_refused', part: 'create' }
    })
    expect(changes.count).toBe(0)
    expect(service.known(server).mapping.create?.operation).toEqual(create)
  })

  test('a reference that changed is taken over with the choices of before, and what changed is told', async () => {
    const { service, now } = await chosen()
    reader.reading = (choices) => {
      const reading = sampleReading(choices, { hash: 'b'.repeat(64), asksFor: 'create' })
      const list = { ...defaultMapping.list, itemsAt: ['data'] }
      return { ...reading, mapping: reading.mapping && { ...reading.mapping, list } }
    }
    await service.lookAgain()
    expect(service.known(server).mapping.list.itemsAt).toEqual(['data'])
    expect(service.known(server).mapping.create?.operation).toEqual(create)
    expect(now().changes.map(({ part }) => part)).toEqual(['list'])
  })

  test('a request that a person chose and that is another one by now is asked about again', async () => {
    const { service, now } = await chosen()
    reader.reading = (choices) => {
      const reading = sampleReading(choices, { hash: 'b'.repeat(64), asksFor: 'create' })
      const create = reading.mapping?.create && { ...reading.mapping.create, valueAt: ['secret'] }
      return { ...reading, mapping: reading.mapping && { ...reading.mapping, create: create ?? null } }
    }
    await service.lookAgain()
    expect(service.known(server).mapping.create).toBeNull()
    expect(now().questions.map(({ part }) => part)).toEqual(['create'])
    expect(await service.choose('create', create)).toEqual(done)
    expect(service.known(server).mapping.create?.valueAt).toEqual(['secret'])
  })

  test('a reference that now says too little leaves the list, and nothing that changes something', async () => {
    const { service } = await chosen()
    reader.reading = (choices) => ({
      ...sampleReading(choices, { hash: 'b'.repeat(64) }),
      mapping: null,
      operations: [{ method: 'GET', path: '/api/v1/api-keys', summary: '', tags: [] }]
    })
    await service.lookAgain()
    const { mapping } = service.known(server)
    expect(mapping.list).toEqual(defaultMapping.list)
    expect([mapping.create, mapping.revoke, mapping.user, mapping.keyTest]).toEqual([null, null, null, null])
  })

  test('a reference that is not there today says what it said', async () => {
    const { service, now, changes } = await chosen()
    answers.pages.clear()
    await service.lookAgain()
    expect(now()).toMatchObject({ source: 'reference', problem: { reason: 'not-found' }, progress: null })
    expect(changes.count).toBe(0)
  })

  test('it is looked for again by itself after a day, and not before', async () => {
    const { service } = await chosen()
    answers.asked.length = 0
    const news: boolean[] = []
    service.whenNews((needsAnswer) => news.push(needsAnswer))
    service.lookAgainIfOld()
    expect(answers.asked).toEqual([])
    await clock.advance(25 * 3_600_000)
    service.lookAgainIfOld()
    await settled()
    expect(answers.asked.length).toBeGreaterThan(0)
    expect(news).toEqual([])
  })

  test('what it finds by itself is news, with what it leaves open', async () => {
    const { service } = await chosen()
    const news: boolean[] = []
    service.whenNews((needsAnswer) => news.push(needsAnswer))
    reader.reading = () => sampleReading([], { hash: 'c'.repeat(64), asksFor: 'create' })
    await clock.advance(25 * 3_600_000)
    service.lookAgainIfOld()
    await settled()
    expect(news).toEqual([true])
    expect(service.known(server).mapping.create).toBeNull()
  })

  test('a look that ends after the sign-out changes nothing', async () => {
    const { service, changes, book } = await chosen()
    const before = book.of(server)
    reader.reading = (choices) => {
      service.show(null)
      return sampleReading(choices, { hash: 'b'.repeat(64) })
    }
    await service.lookAgain()
    expect(changes.count).toBe(0)
    expect(book.of(server)).toEqual(before)
    expect(service.topic.value.serverUrl).toBeNull()
  })

  test('the local Hygiara has the usual addresses, and nothing is looked for', async () => {
    const { service, now } = start()
    service.show('local')
    await service.lookAgain()
    expect(now()).toMatchObject({ source: 'local', mapping: defaultMapping })
    expect(answers.asked).toEqual([])
  })
})

test('servers with a pasted token are known before anybody signs in', async () => {
  reader.reading = (choices) => ({
    ...sampleReading(choices),
    mapping: { ...defaultMapping, signIn: { style: 'pasted-token' } }
  })
  const { service } = start()
  await service.prepare(server, never)
  service.keep(server)
  expect(start().now().tokenServers).toEqual([server])
})

test('what is kept never holds an operation that changes something and is not settled', async () => {
  const { book } = await chosen()
  const kept = book.of(server) as KeptEndpoints
  const finding = kept.reading?.findings.find(({ part }) => part === 'create')
  expect(finding?.confidence).toBe('confirmed')
})
