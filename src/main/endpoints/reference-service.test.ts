import { beforeEach, describe, expect, test } from 'vitest'
import type { ReferenceReading } from '../../shared/api-mapping.ts'
import { err, ok } from '../../shared/result.ts'
import type { AskPublicly, ReferenceReader } from '../ports.ts'
import { keysDocumentOf, plainStyle } from '../testing/keys-document.ts'
import { changesBetween } from './changes-between.ts'
import { ReferenceService } from './reference-service.ts'
import { readReference } from './reference/read-reference.ts'

const never = new AbortController().signal
const origin = 'https://hygiara.example'
const reader: ReferenceReader = {
  read: async (document, choices) => {
    const reading = readReference(document, choices)
    return reading === null ? err('not-a-reference') : ok(reading)
  }
}

/** Two resources that could both be the API keys. */
const twoLists = () => {
  const { document: first } = keysDocumentOf({ ...plainStyle, resource: ['api', 'keys'], prefix: '/one' })
  const { document: second } = keysDocumentOf({ ...plainStyle, resource: ['api', 'tokens'], prefix: '/two' })
  const { paths } = first as { paths: object }
  return { ...first, paths: { ...paths, ...(second as { paths: object }).paths } }
}

let served: object
let asked: string[]
let references: ReferenceService

const ask: AskPublicly = async ({ href, pathname }) => {
  asked.push(href)
  const isThere = pathname === '/openapi.json'
  const body = Buffer.from(isThere ? JSON.stringify(served) : '')
  return ok({ status: isThere ? 200 : 404, contentType: 'application/json', location: null, body })
}

beforeEach(() => {
  served = twoLists()
  asked = []
  references = new ReferenceService(ask, reader)
})

async function discovered(): Promise<ReferenceReading> {
  const found = await references.discover(origin, never, () => undefined)
  if (!found.ok) throw new Error(found.error.reason)
  return found.value
}

const confidenceOf = ({ findings }: ReferenceReading, part: string) =>
  findings.find((finding) => finding.part === part)?.confidence

describe('a question', () => {
  test('is asked about the list first, with the operations’ own words, and nothing is mapped before', async () => {
    const reading = await discovered()
    expect(reading.mapping).toBeNull()
    expect(reading.questions).toEqual([
      {
        part: 'list',
        text: 'Which of these lists the API keys?',
        choices: [
          { method: 'GET', path: '/one/api_keys', summary: 'List api keys', tags: ['api keys'] },
          { method: 'GET', path: '/two/api_tokens', summary: 'List api tokens', tags: ['api tokens'] }
        ]
      }
    ])
    expect(confidenceOf(reading, 'create')).toBe('doubtful')
  })

  test('that is answered settles what depends on it, without another GET', async () => {
    const reading = await discovered()
    const before = asked.length
    const answered = await references.answer(
      reading,
      'list',
      { method: 'GET', path: '/two/api_tokens' },
      never
    )
    expect(asked).toHaveLength(before)
    expect(answered.ok && confidenceOf(answered.value, 'list')).toBe('confirmed')
    expect(answered.ok && answered.value.questions).toEqual([])
    expect(answered.ok && answered.value.mapping?.create?.operation.path).toBe('/two/api_tokens')
    expect(answered.ok && answered.value.mapping?.revoke?.operation.path).toBe('/two/api_tokens/{id}')
  })

  test('answered with none of them switches off', async () => {
    const reading = await discovered()
    const answered = await references.answer(reading, 'list', null, never)
    expect(answered.ok && answered.value.mapping).toBeNull()
    expect(answered.ok && confidenceOf(answered.value, 'list')).toBe('missing')
    expect(answered.ok && answered.value.questions).toEqual([])
  })

  test('answered twice means the last answer', async () => {
    let reading = await discovered()
    for (const path of ['/one/api_keys', '/two/api_tokens']) {
      const answered = await references.answer(reading, 'list', { method: 'GET', path }, never)
      if (answered.ok) reading = answered.value
    }
    expect(reading.choices).toHaveLength(1)
    expect(reading.mapping?.list.operation.path).toBe('/two/api_tokens')
  })

  test('answered after a restart is about the same document, which is fetched again', async () => {
    const reading = await discovered()
    references = new ReferenceService(ask, reader)
    asked = []
    const choice = { method: 'GET', path: '/one/api_keys' } as const
    expect(await references.answer(reading, 'list', choice, never)).toMatchObject({ ok: true })
    expect(asked).toEqual([`${origin}/openapi.json`])
    references = new ReferenceService(ask, reader)
    served = keysDocumentOf(plainStyle).document
    expect(await references.answer(reading, 'list', choice, never)).toEqual(err({ reason: 'changed' }))
  })

  test('is never answered by an operation that cannot do it', async () => {
    const reading = await discovered()
    const list = await references.answer(reading, 'list', { method: 'GET', path: '/one/api_keys' }, never)
    if (!list.ok) throw new Error(list.error.reason)
    const login = { method: 'POST', path: '/login' } as const
    const answered = await references.answer(list.value, 'create', login, never)
    expect(answered.ok && answered.value.mapping?.create).toBeNull()
    expect(answered.ok && confidenceOf(answered.value, 'create')).toBe('missing')
  })
})

describe('a reference that is read again', () => {
  test('keeps what was picked, and drops what is gone', async () => {
    const reading = await discovered()
    const choices = [{ part: 'list', operation: { method: 'GET', path: '/one/api_keys' } }] as const
    const again = await references.discover(origin, never, () => undefined, choices)
    expect(again.ok && again.value.mapping?.list.operation.path).toBe('/one/api_keys')
    expect(again.ok && changesBetween(reading, again.value).map(({ part }) => part)).toContain('list')
    served = keysDocumentOf(plainStyle).document
    const later = await references.discover(origin, never, () => undefined, choices)
    expect(later.ok && later.value.choices).toEqual([])
  })

  test('without a change says nothing', async () => {
    served = keysDocumentOf(plainStyle).document
    expect(changesBetween(await discovered(), await discovered())).toEqual([])
  })

  test('says in sentences what changed, part by part', async () => {
    served = keysDocumentOf(plainStyle).document
    const before = await discovered()
    const names = { ...plainStyle.names, name: ['label'], value: ['secret'] }
    served = keysDocumentOf({ ...plainStyle, names, revoke: 'post' }).document
    const changes = changesBetween(before, await discovered())
    expect(changes.map(({ part, sentences }) => [part, sentences])).toEqual([
      ['list', ['The name of a key is in "label" now, not in "name".']],
      [
        'create',
        [
          'The name of a new key is in "label" now, not in "name".',
          'The value of a new key is in "secret" now, not in "key".'
        ]
      ],
      ['revoke', ['It is POST /v1/api_keys/{id}/revoke now, not DELETE /v1/api_keys/{id}.']]
    ])
  })

  test('without its keys says that they are gone', async () => {
    served = keysDocumentOf(plainStyle).document
    const before = await discovered()
    served = { openapi: '3.1.0', info: { title: 'Keys' }, paths: {} }
    const changes = changesBetween(before, await discovered())
    expect(changes.find(({ part }) => part === 'list')?.sentences).toEqual(['GET /v1/api_keys is gone.'])
  })
})

test('what is no address is not asked', async () => {
  const found = await references.discover('not an address', never, () => undefined)
  expect(found).toEqual(err({ reason: 'not-found', asked: 0 }))
  expect(asked).toEqual([])
})
