import { inspect, format } from 'node:util'
import v8 from 'node:v8'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SecretValue } from './secret-value.ts'

// Long enough not to appear by chance in the name of a class or a property.
const secretText = fc.string({ minLength: 12, maxLength: 60 }).filter((text) => text.trim().length >= 12)

/** Every way in which a value gets into a log, a message or another process without anybody meaning it to. */
const leaks: Readonly<Record<string, (secret: SecretValue) => unknown>> = {
  'JSON.stringify': (secret) => JSON.stringify({ secret, list: [secret] }),
  String: (secret) => String(secret),
  // eslint-disable-next-line @typescript-eslint/restrict-template-expressions
  'a template literal': (secret) => `Bearer ${secret}`,
  joining: (secret) => ['Bearer', secret].join(' '),
  'util.inspect': (secret) => inspect({ secret }, { depth: null, showHidden: true, getters: true }),
  'util.inspect without custom functions': (secret) =>
    inspect({ secret }, { depth: null, showHidden: true, customInspect: false }),
  'util.format': (secret) => format('%s %o %O %j %d', secret, secret, secret, secret, secret),
  structuredClone: (secret) => inspect(structuredClone({ secret }), { depth: null, showHidden: true }),
  'v8.serialize': (secret) => v8.serialize({ secret }).toString('latin1'),
  spreading: (secret) => JSON.stringify({ ...(secret as object) }),
  'own properties': (secret) => JSON.stringify(Object.getOwnPropertyDescriptors(secret)),
  'Object.assign': (secret) => JSON.stringify(Object.assign({}, secret)),
  iterating: (secret) => {
    const seen: string[] = []
    for (const key in secret) seen.push(String(secret[key as keyof SecretValue]))
    return seen.join()
  },
  'an error and its cause': (secret) =>
    // eslint-disable-next-line @typescript-eslint/restrict-template-expressions
    inspect(new Error(`cannot use ${secret}`, { cause: secret }), { depth: null }),
  'a sort key': (secret) => String([secret].toSorted()),
  'a URL': (secret) => new URL(`https://a.example/?key=${encodeURIComponent(String(secret))}`).href
}

test.each(Object.entries(leaks))('%s does not show the value', (_way, leak) => {
  fc.assert(
    fc.property(secretText, (text) => {
      const shown = String(leak(SecretValue.of(text)))
      for (const form of [text, JSON.stringify(text).slice(1, -1), Buffer.from(text).toString('base64')]) {
        expect(shown).not.toContain(form)
      }
    })
  )
})

test('reveal gives back exactly what was put in', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const secret = SecretValue.of(text)
      expect(secret.reveal()).toBe(text)
      expect(secret.last4).toBe(text.slice(-4))
    })
  )
})

test('two secrets are equal when their texts are', () => {
  expect(SecretValue.of('hrdly_a').equals(SecretValue.of('hrdly_a'))).toBe(true)
  expect(SecretValue.of('hrdly_a').equals(SecretValue.of('hrdly_b'))).toBe(false)
  expect(SecretValue.of('hrdly_a').equals(SecretValue.of('hrdly_aa'))).toBe(false)
})

test('wiping overwrites this value and no other', () => {
  const wiped = SecretValue.of('hrdly_wiped-value')
  const kept = SecretValue.of('hrdly_other-value')
  wiped.wipe()
  expect(wiped.reveal()).toBe('\0'.repeat('hrdly_wiped-value'.length))
  expect(kept.reveal()).toBe('hrdly_other-value')
})
