import { describe, expect, test } from 'vitest'
import { basePathOf } from './base-path.ts'

const document = 'https://hygiara.example/docs/openapi.json'
const typed = 'https://hygiara.example/acme'

describe('where the operations begin', () => {
  test.each([
    ['nothing is said', [], ''],
    ['the root', ['/'], ''],
    ['a path', ['/api/v1/'], '/api/v1'],
    ['a path relative to the document', ['../api'], '/api'],
    ['the same server', ['https://hygiara.example/api'], '/api'],
    ['several, one of them this', ['https://eu.example/x', 'https://hygiara.example/y'], '/y'],
    ['what is no address', ['http://[', 'file:///etc'], '']
  ])('%s', (_, servers, basePath) => {
    expect(basePathOf(servers, document, typed)).toMatchObject({ basePath, remarks: [] })
  })

  test('another server is named, not followed', () => {
    const { basePath, remarks } = basePathOf(['https://internal.example:8443/api'], document, typed)
    expect(basePath).toBe('/api')
    expect(remarks).toEqual([
      'The reference names another server, https://internal.example:8443. The app talks to https://hygiara.example only.'
    ])
  })

  test('a path with a server of its own belongs here only if that server does', () => {
    const { basePathAt } = basePathOf(['https://internal.example/api'], document, typed)
    expect(basePathAt(['https://internal.example/other'])).toBe('/other')
    expect(basePathAt(['/other'])).toBe('/other')
    expect(basePathAt(['https://elsewhere.example/other'])).toBeNull()
  })
})
