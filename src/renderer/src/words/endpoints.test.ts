import { expect, test } from 'vitest'
import { mappingParts } from '../../../shared/api-mapping.ts'
import { defaultMapping } from '../../../shared/default-mapping.ts'
import { fieldLines, pagingWords, partsInOrder, progressWords, sentWords, trialWords } from './endpoints.ts'

const context = { keychainName: 'GNOME Keyring', organization: null }

test('every part has its row', () => {
  expect([...partsInOrder].sort()).toEqual([...mappingParts].sort())
})

test('fields are told where they stand, and what is not reported is said', () => {
  const at = (fact: string) => fieldLines(defaultMapping).find((line) => line.fact === fact)?.at
  expect(at('Name')).toBe('items[].name')
  expect(at('Revoked')).toBeNull()
  expect(at('New key')).toBe('key')
  const bare = { ...defaultMapping, list: { ...defaultMapping.list, itemsAt: [] } }
  expect(fieldLines(bare)[1]?.at).toBe('[].name')
})

test('paging, session and key are told in a few words', () => {
  expect(pagingWords(defaultMapping)).toBe('Pages, by cursor')
  expect(sentWords(defaultMapping)).toEqual({ session: 'Authorization: Bearer', key: 'X-API-Key' })
  const keyHeader = { name: 'Authorization', before: 'Api-Key ' }
  expect(sentWords({ ...defaultMapping, keyHeader }).key).toBe('Authorization: Api-Key')
})

test('what a test came to begins with the status', () => {
  const trial = { status: 200, error: null } as const
  expect(trialWords({ ...trial, found: { kind: 'keys', count: 3 } }, context)).toBe(
    '200, 3 keys on the first page'
  )
  expect(trialWords({ ...trial, found: { kind: 'user', email: 'ada@acme.test' } }, context)).toBe(
    '200, ada@acme.test'
  )
  expect(trialWords({ ...trial, status: 401, found: { kind: 'refusal' } }, context)).toContain(
    '401 without a key'
  )
  const error = { code: 'not_hygiara', host: 'a.test' } as const
  expect(trialWords({ status: 200, found: null, error }, context)).toMatch(/^200\. a\.test answers/u)
})

test('the first request names no path: it is what was typed', () => {
  expect(progressWords({ asked: 1, path: '/' })).not.toContain('/')
  expect(progressWords({ asked: 2, path: '/docs' })).toContain('/docs')
})
