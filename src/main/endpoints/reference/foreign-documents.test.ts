import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readReference } from './read-reference.ts'

const url = 'https://api.example/openapi.json'
const folder = new URL('generated/', import.meta.resolve('@octokit/openapi/package.json'))

/** Large public documents: SSH keys, deploy keys, tokens of all kinds, and nothing that is an API key. */
const documents = ['api.github.com.json', 'ghes-2.22.json', 'github.ae.json', 'api.github.com.deref.json']

describe('a large reference without API keys', () => {
  test.each(documents)('%s ends without a mapping', (name) => {
    const body = readFileSync(fileURLToPath(new URL(name, folder)))
    const reading = readReference({ body, url, typedUrl: url }, [])
    expect(reading?.operations.length).toBeGreaterThan(500)
    expect(reading?.mapping).toBeNull()
    expect(reading?.questions.length).toBeLessThanOrEqual(3)
    expect(reading?.findings.filter(({ part }) => part === 'create' || part === 'revoke')).toMatchObject([
      { confidence: 'missing' },
      { confidence: 'missing' }
    ])
  })
})
