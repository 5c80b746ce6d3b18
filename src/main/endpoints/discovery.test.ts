import { beforeEach, describe, expect, test } from 'vitest'
import { err, ok } from '../../shared/result.ts'
import { answerJson, answerWith, ScriptedServer, type Arrived } from '../testing/scripted-server.ts'
import { createPublicGets } from '../adapters/hygiara-api/public-gets.ts'
import type { FoundDocument, ReferenceReader } from '../ports.ts'
import { discover, mostGets } from './discovery.ts'
import { readReference } from './reference/read-reference.ts'
import { keysDocument } from '../testing/keys-document.ts'

const never = new AbortController().signal
/** In this thread: what reads is not what is tested here. */
const reader: ReferenceReader = {
  read: async (document, choices) => {
    const reading = readReference(document, choices)
    return reading === null ? err('not-a-reference') : ok(reading)
  }
}

type Answers = Readonly<
  Record<string, { readonly type?: string; readonly body: string } | { readonly to: string }>
>

let progress: (string | null)[]

beforeEach(() => {
  progress = []
})

async function search(answers: Answers, typedPath = '/', signal = never) {
  const server = await ScriptedServer.start((response, { url }) => {
    const answer = answers[url]
    if (answer === undefined) answerJson(response, 404, { title: 'Not Found' })
    else if ('to' in answer) response.writeHead(302, { Location: answer.to }).end()
    else answerWith(response, 200, answer.type ?? 'application/json', answer.body)
  })
  try {
    const ports = { ask: createPublicGets(), reader }
    const found = await discover(ports, new URL(`${server.url}${typedPath}`), [], signal, ({ path }) =>
      progress.push(path)
    )
    return { found, arrived: server.arrived, origin: server.url }
  } finally {
    await server.stop()
  }
}

const paths = (arrived: readonly Arrived[]) => arrived.map(({ url }) => url)
const document = JSON.stringify(keysDocument())

describe('where a document is looked for', () => {
  test.each([
    '/openapi.json',
    '/v3/api-docs',
    '/swagger/v1/swagger.json',
    '/swagger.json',
    '/api-json',
    '/api/openapi.json',
    '/api/v1/openapi.json',
    '/docs/openapi.json',
    '/openapi.yaml',
    '/q/openapi',
    '/docs/api.json',
    '/openapi'
  ])('%s', async (path) => {
    const { found, origin } = await search({ [path]: { body: document } })
    expect(found.ok && found.value.reading.document.url).toBe(`${origin}${path}`)
  })

  test('at the very address that was typed, with its query, by a single GET', async () => {
    const { found, arrived } = await search({ '/x/keys.json?v=2': { body: document } }, '/x/keys.json?v=2')
    expect(found.ok).toBe(true)
    expect(paths(arrived)).toEqual(['/x/keys.json?v=2'])
  })

  test('beneath the path that was typed', async () => {
    const { found } = await search({ '/acme/openapi.json': { body: document } }, '/acme/')
    expect(found.ok && found.value.reading.questions).toEqual([])
  })

  test.each([
    ['Swagger UI', `<script>SwaggerUIBundle({ url: "/hidden/keys.json", dom_id: '#ui' })</script>`],
    [
      'several documents',
      `<script>SwaggerUIBundle({ "urls": [{"url":"\\/hidden\\/keys.json","name":"v1"}] })</script>`
    ],
    ['Redoc', '<redoc spec-url="/hidden/openapi.json"></redoc>'],
    ['Scalar', '<script id="api-reference" data-url="../hidden/openapi.json"></script>'],
    ['a plain link', '<a href="/hidden/openapi.json">The document</a>'],
    ['a setting script', '<script src="/docs/swagger-initializer.js"></script>']
  ])('in a page with %s', async (_, page) => {
    const { found } = await search({
      '/docs': { type: 'text/html', body: `<!doctype html><title>API</title>${page}` },
      '/docs/swagger-initializer.js': {
        type: 'text/javascript',
        body: 'window.ui = Ui({ url: "/hidden/keys.json" })'
      },
      '/hidden/keys.json': { body: document },
      '/hidden/openapi.json': { body: document }
    })
    expect(found.ok).toBe(true)
  })

  test('where a page of the same server leads to', async () => {
    const { found, arrived } = await search({
      '/docs': { to: '/docs/' },
      '/docs/': { type: 'text/html', body: '<a href="spec/openapi.json">x</a>' },
      '/docs/spec/openapi.json': { body: document }
    })
    expect(found.ok).toBe(true)
    expect(paths(arrived)).toContain('/docs/')
  })
})

describe('what is never done', () => {
  test('another host is not asked, whoever names it', async () => {
    const other = await ScriptedServer.start((response) =>
      answerWith(response, 200, 'application/json', document)
    )
    const { found } = await search({
      '/': { to: `${other.url}/openapi.json` },
      '/docs': { type: 'text/html', body: `<a href="${other.url}/openapi.json">x</a>` },
      '/api': { type: 'text/html', body: `<a href="//127.0.0.2:1/openapi.json">x</a>` }
    })
    await other.stop()
    expect(found).toMatchObject({ ok: false, error: { reason: 'not-found' } })
    expect(other.arrived).toEqual([])
  })

  test('a redirect is not followed twice in a row', async () => {
    const { found, arrived } = await search({
      '/docs': { to: '/a' },
      '/a': { to: '/b' },
      '/b': { type: 'text/html', body: '<a href="/x/openapi.json">x</a>' },
      '/x/openapi.json': { body: document }
    })
    expect(found.ok).toBe(false)
    expect(paths(arrived)).not.toContain('/b')
  })

  test('no more GETs than were promised, whatever the pages say, none twice, and nothing but GETs', async () => {
    const links = Array.from({ length: 50 }, (_, at) => `<a href="/more-${at}/openapi.json">x</a>`).join('')
    const { found, arrived } = await search({
      '/': { type: 'text/html', body: links },
      '/docs': { type: 'text/html', body: links }
    })
    expect(found).toEqual(err({ reason: 'not-found', asked: mostGets }))
    expect(arrived).toHaveLength(mostGets)
    expect(new Set(paths(arrived)).size).toBe(mostGets)
    expect(arrived.every(({ method }) => method === 'GET')).toBe(true)
    expect(progress).toHaveLength(mostGets)
  })

  test('nothing about a person goes along', async () => {
    const { arrived } = await search({})
    for (const { headers } of arrived) {
      expect(Object.keys(headers)).not.toContain('authorization')
      expect(Object.keys(headers)).not.toContain('cookie')
    }
  })
})

describe('what else can happen', () => {
  test('a server that is not there is asked once', async () => {
    const stopped = await ScriptedServer.start(() => undefined)
    await stopped.stop()
    const asked: string[] = []
    const found = await discover(
      { ask: createPublicGets(), reader },
      new URL(stopped.url),
      [],
      never,
      ({ path }) => asked.push(path ?? '')
    )
    expect(found).toEqual(err({ reason: 'unreachable', because: 'refused' }))
    expect(asked).toEqual(['/'])
  })

  test('somebody who changes their mind', async () => {
    const control = new AbortController()
    control.abort()
    const { found, arrived } = await search({ '/openapi.json': { body: document } }, '/', control.signal)
    expect(found).toEqual(err({ reason: 'cancelled' }))
    expect(arrived).toEqual([])
  })

  test('a page instead of every answer', async () => {
    const server = await ScriptedServer.start((response) =>
      answerWith(response, 200, 'text/html', '<!doctype html><title>openapi paths</title>')
    )
    const found = await discover(
      { ask: createPublicGets(), reader },
      new URL(server.url),
      [],
      never,
      () => undefined
    )
    await server.stop()
    expect(found).toMatchObject({ ok: false, error: { reason: 'not-found' } })
  })

  test('a document larger than is read', async () => {
    const body = `{"openapi":"3.1.0","paths":{},"x":"${'y'.repeat(17 << 20)}"}`
    const { found } = await search({ '/openapi.json': { body } })
    expect(found).toEqual(err({ reason: 'too-large' }))
  })

  test('a reference without API keys is only taken when no other is named', async () => {
    const empty = JSON.stringify({ openapi: '3.1.0', info: { title: 'Public' }, paths: {} })
    const page = '<a href="/a/openapi.json">a</a><a href="/b/openapi.json">b</a>'
    const both = await search({
      '/docs': { type: 'text/html', body: page },
      '/a/openapi.json': { body: empty },
      '/b/openapi.json': { body: document }
    })
    expect(both.found.ok && both.found.value.reading.document.title).toBe('Keys')
    const one = await search({ '/openapi.json': { body: empty } })
    expect(one.found.ok && one.found.value.reading.document.title).toBe('Public')
    expect(one.arrived).toHaveLength(2)
  })

  test('a broken document where another is', async () => {
    const { found, origin } = await search({
      '/openapi.json': { body: '{"openapi": "3.1.0", "paths": {' },
      '/swagger.json': { body: document }
    })
    const given: FoundDocument | null = found.ok ? found.value.document : null
    expect(given?.url).toBe(`${origin}/swagger.json`)
  })
})
