import { expect, test } from 'vitest'
import type { DescribedOperation, HttpMethod } from '../../../shared/api-mapping.ts'
import { findOperations } from './find-operations.ts'

const operation = (method: HttpMethod, path: string, summary = ''): DescribedOperation => ({
  method,
  path,
  summary,
  tags: ['API keys']
})
const list = operation('GET', '/keys', 'List keys')
const create = operation('POST', '/keys', 'Schlüssel anlegen')
const issue = operation('POST', '/keys/issue', 'Issue a key')
const revoke = operation('DELETE', '/keys/{id}', 'Revoke')
const all = [list, create, issue, revoke]

test('what only reads is offered GETs, and what changes something is not', () => {
  expect(findOperations(all, [], 'list', '')).toEqual([list])
  expect(findOperations(all, [], 'create', '')).toEqual([create, issue])
  expect(findOperations(all, [], 'key-test', '')).toEqual([list])
})

test('the likely ones come first, once', () => {
  expect(findOperations(all, [issue], 'create', '')).toEqual([issue, create])
})

test('every word typed is looked for, whatever the case, the accents and the place', () => {
  expect(findOperations(all, [], 'create', 'SCHLUSSEL')).toEqual([create])
  expect(findOperations(all, [], 'create', 'post issue api')).toEqual([issue])
  expect(findOperations(all, [], 'create', 'nothing')).toEqual([])
})

test('never more than anybody looks through', () => {
  const many = Array.from({ length: 1_000 }, (_, place) => operation('GET', `/things/${place}`))
  expect(findOperations(many, [], 'list', '')).toHaveLength(50)
})
