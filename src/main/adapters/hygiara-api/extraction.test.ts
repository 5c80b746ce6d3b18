import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { KeyFields, TimeStyle } from '../../../shared/api-mapping.ts'
import { defaultMapping } from '../../../shared/default-mapping.ts'
import { bodyOf, formOf, valueAt } from './json-path.ts'
import { keyOf } from './key-fields.ts'
import { instantOf, momentOf } from './moments.ts'
import { readPage } from './page-answer.ts'
import { pathOf, withQuery } from './request-path.ts'

const step = fc.constantFrom('id', 'name', 'items', '__proto__', 'constructor', 'length', '0', 'a')
const path = fc.array(step, { maxLength: 4 })
const json = fc.oneof(
  fc.jsonValue(),
  fc.constant(JSON.parse('{"__proto__":{"id":"x","name":"y"},"items":[{"__proto__":{"a":1}}]}') as unknown)
)

test('whatever is read from wherever, nothing is thrown and nothing inherited is found', () => {
  fc.assert(
    fc.property(json, path, path, path, (value, items, id, name) => {
      const { list } = defaultMapping
      const fields: KeyFields = { ...list.fields, id: { at: id, type: 'text' }, name }
      const page = readPage(value, { ...list, itemsAt: items, paging: { kind: 'whole' }, fields })
      for (const key of page?.keys ?? []) expect(typeof key.id).toBe('string')
      expect(typeof valueAt(value, name)).not.toBe('function')
    }),
    { numRuns: 1_000 }
  )
  expect(valueAt({}, ['__proto__'])).toBeUndefined()
  expect(valueAt({}, ['constructor', 'name'])).toBeUndefined()
})

test('a body has each value at its place, and no name pollutes anything', () => {
  expect(
    JSON.stringify(
      bodyOf([
        { at: ['user', 'email'], value: 'a' },
        { at: ['user', 'password'], value: 'b' },
        { at: ['scopes'], value: ['x', 'y'] }
      ])
    )
  ).toBe('{"user":{"email":"a","password":"b"},"scopes":["x","y"]}')
  fc.assert(
    fc.property(path, (at) => {
      bodyOf([{ at, value: 'polluted' }])
      expect(Object.prototype).not.toHaveProperty('a')
      expect(Object.prototype).not.toHaveProperty('id')
    })
  )
  expect(
    formOf([
      { at: ['grant_type'], value: 'password' },
      { at: ['scope'], value: ['a', 'b'] }
    ]).toString()
  ).toBe('grant_type=password&scope=a&scope=b')
})

describe('a moment', () => {
  test.each<readonly [unknown, TimeStyle, string | null]>([
    ['2027-06-29T23:59:59Z', 'zoned', '2027-06-29T23:59:59Z'],
    ['2027-06-29T23:59:59.123456Z', 'zoned', '2027-06-29T23:59:59.123456Z'],
    ['2027-06-29T23:59:59+02:00', 'zoned', '2027-06-29T21:59:59.000Z'],
    ['2027-06-29T23:59:59-0530', 'zoned', '2027-06-30T05:29:59.000Z'],
    ['2027-06-29T23:59:59', 'zoned', null],
    ['2027-06-29T23:59:59', 'utc', '2027-06-29T23:59:59Z'],
    ['2027-06-29 23:59:59', 'utc', '2027-06-29T23:59:59Z'],
    ['2027-06-29', 'zoned', '2027-06-29T00:00:00Z'],
    ['2027-02-30', 'zoned', null],
    ['2027-02-30T10:00:00Z', 'utc', null],
    ['2027-06-29T24:00:00Z', 'zoned', null],
    [1_763_900_000, 'zoned', null],
    [1_763_900_000, 'seconds', '2025-11-23T12:13:20.000Z'],
    [1_763_900_000_000, 'milliseconds', '2025-11-23T12:13:20.000Z'],
    [Number.MAX_VALUE, 'seconds', null],
    [-1, 'seconds', null],
    ['1763900000', 'seconds', null],
    ['tomorrow', 'utc', null]
  ])('%j, written in the style %s', (value, style, instant) => {
    expect(instantOf(value, style)).toBe(instant)
  })

  test('that is a day stays a day for an expiry', () => {
    expect(momentOf('2027-06-29', 'zoned')).toEqual({ kind: 'date', value: '2027-06-29' })
  })
})

test('a day is one of the calendar exactly when Date makes the same of it', () => {
  const two = (number: number) => String(number).padStart(2, '0')
  for (const year of ['0000', '0004', '1900', '2000', '2026', '2028', '2100', '9999']) {
    for (let month = 0; month <= 13; month += 1) {
      for (let day = 0; day <= 32; day += 1) {
        const text = `${year}-${two(month)}-${two(day)}`
        const parsed = Date.parse(`${text}T00:00:00Z`)
        const isDay = !Number.isNaN(parsed) && new Date(parsed).toISOString().startsWith(text)
        for (const written of [text, `${text}T12:00:00Z`, `${text}T12:00:00+00:00`]) {
          expect(momentOf(written, 'zoned') !== null, written).toBe(isDay)
        }
      }
    }
  }
})

describe('a flag', () => {
  const fields: KeyFields = { ...defaultMapping.list.fields, expired: null }
  const entry = { id: 'k1', name: 'ci' }

  test.each([
    ['a moment that is there', { kind: 'moment', at: ['gone'] }, { gone: '2026-01-01T00:00:00Z' }],
    ['a word that says so', { kind: 'text', at: ['state'], yes: ['revoked'] }, { state: 'revoked' }],
    ['a no that means yes', { kind: 'boolean', at: ['active'], yes: false }, { active: false }]
  ] as const)('%s leaves a revoked key out', (_what, revoked, more) => {
    expect(keyOf({ ...entry, ...more }, { ...fields, revoked })).toEqual({ ok: false, error: 'revoked' })
    expect(keyOf(entry, { ...fields, revoked }).ok).toBe(true)
  })

  test('of another type refuses the entry', () => {
    for (const revoked of [
      { kind: 'moment', at: ['state'] },
      { kind: 'boolean', at: ['state'], yes: true }
    ] as const) {
      expect(keyOf({ ...entry, state: 'x' }, { ...fields, revoked })).toEqual({ ok: false, error: 'refused' })
    }
  })
})

test('a path stays below its operation, whatever its parameter is', () => {
  const part = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('..', '.', 'a/b', '%2e%2e', '?x', '#', '\\..')
  )
  fc.assert(
    fc.property(part, part, (id, value) => {
      const filled = pathOf('/api/keys/{id}/revoke', { id })
      if (filled === null) return
      const url = new URL(`https://hygiara.test${filled}`)
      expect(url.host).toBe('hygiara.test')
      expect(url.pathname).toBe(filled)
      expect(filled.split('/')).toHaveLength(5)
      expect(url.search + url.hash).toBe('')
      if (!/\p{Cs}/u.test(value)) {
        expect([...new URL(`https://hygiara.test${withQuery('/api', [['q', value]])}`).searchParams]).toEqual(
          [['q', value]]
        )
      }
    }),
    { numRuns: 1_000 }
  )
  expect(pathOf('/api/keys/{id}', { id: '..' })).toBeNull()
  expect(pathOf('/api/keys/{id}', { other: 'x' })).toBeNull()
  expect(pathOf('/{org}/keys/{id}', { id: 'x' })).toBeNull()
  expect(pathOf('/keys/{toString}', {})).toBeNull()
})
