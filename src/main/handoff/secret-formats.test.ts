import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { secretFormats, type SecretFormat } from '../../shared/secret-format.ts'
import { SecretValue } from '../secret-value.ts'
import { parseServerAddress } from '../session/server-address.ts'
import { secretAs } from './secret-formats.ts'

const value = 'hrdly_b7Qx2mAAAAAAAAAAAAAAAAAAAAAAAAAA9zK4Tq'
const usual = {
  keyName: 'CI reviews (Köln)',
  keyTestUrl: 'https://hygiara.test/acme/api/v1/whoami',
  keyHeader: { name: 'X-API-Key', before: '' }
}

function textAs(format: SecretFormat, secret = value, facts: Partial<typeof usual> = {}): string {
  const text = secretAs(format, SecretValue.of(secret), { ...usual, ...facts })
  if (text === null) throw new Error(`there is no ${format}`)
  return text.reveal()
}

/** What a shell makes of a script; NUL separates what it was asked to print. */
function inShell(script: string): string[] {
  const env = { PATH: '/usr/bin:/bin', HOME: '/somebodys-home' }
  return execFileSync('sh', ['-c', script], { env, encoding: 'utf8' }).split('\0').slice(0, -1)
}

// Every value that the adapter takes for a key: visible ASCII.
const anyValue = fc
  .array(fc.integer({ min: 0x21, max: 0x7e }), { minLength: 8, maxLength: 60 })
  .map((codes) => String.fromCharCode(...codes))
const hostileValue = fc.oneof(
  anyValue,
  fc.constantFrom(
    "a'b'c'd'e",
    '$(reboot)',
    '`reboot`',
    '~root/x:~/y',
    '"; reboot; "',
    '!!history',
    '#comment#',
    '\\\\\\\\\\\\\\\\',
    "'\\''\\''\\''",
    '{a,b}[c]*?',
    'true:#&*!|>%@`'
  )
)
const hostileName = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc.constantFrom(
    'true',
    'null',
    'on',
    '1e3',
    '2027-06-29',
    '~',
    '---\nkind: Pod',
    '&a *a',
    '\' " #',
    '{{ x }}'
  )
)
const hostileUrl = fc
  .oneof(
    fc.string({ unit: 'grapheme-ascii', maxLength: 40 }),
    fc.constantFrom(
      "a'b",
      '$(reboot)',
      'a;reboot',
      '[1-9999]',
      '{a,b}',
      'a&b',
      '~',
      '(x)',
      '!x',
      'a|b',
      '$IFS'
    )
  )
  .map((path) => parseServerAddress(`https://hygiara.test/${path}`))
  .filter((address) => address.ok)
  .map((address) => `${address.value}/api/v1/whoami`)

describe('byte for byte', () => {
  test.each<[SecretFormat, string]>([
    ['raw', value],
    ['environment', `HYGIARA_API_KEY=${value}`],
    ['header', `X-API-Key: ${value}`],
    ['curl', `curl -H 'X-API-Key: ${value}' https://hygiara.test/acme/api/v1/whoami`],
    [
      'kubernetes',
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: "ci-reviews-koln"\ntype: Opaque\n' +
        `stringData:\n  HYGIARA_API_KEY: "${value}"\n`
    ],
    ['docker', value]
  ])('%s', (format, text) => {
    expect(Buffer.from(textAs(format)).equals(Buffer.from(text))).toBe(true)
  })

  test('is every format', () => {
    expect([...secretFormats]).toEqual(['raw', 'environment', 'header', 'curl', 'kubernetes', 'docker'])
  })

  test('no line break at the end, but of a manifest, which is a file', () => {
    const ending = secretFormats.filter((format) => /\s$/u.test(textAs(format)))
    expect(ending).toEqual(['kubernetes'])
  })

  test('raw is the value, whatever it is', () => {
    fc.assert(fc.property(hostileValue, (secret) => textAs('raw', secret) === secret))
    fc.assert(fc.property(hostileValue, (secret) => textAs('docker', secret) === secret))
  })
})

test('there is no curl line where the server has nothing to ask', () => {
  expect(secretAs('curl', SecretValue.of(value), { ...usual, keyTestUrl: null })).toBeNull()
})

test('wiping one form leaves the value and the other forms alone', () => {
  const secret = SecretValue.of(value)
  for (const format of secretFormats) secretAs(format, secret, usual)?.wipe()
  expect(secret.reveal()).toBe(value)
})

describe('in a shell', () => {
  // Many at a time: starting a shell takes longer than what it does.
  const several = <Value>(each: fc.Arbitrary<Value>) => fc.array(each, { minLength: 5, maxLength: 15 })

  test('the line for the environment sets the value and nothing happens', () => {
    fc.assert(
      fc.property(several(hostileValue), (secrets) => {
        const print = `printf '%s\\0' "$HYGIARA_API_KEY"`
        const lines = secrets.map((secret) => `${textAs('environment', secret)}\n${print}`)
        expect(inShell(lines.join('\n'))).toEqual(secrets)
      }),
      { numRuns: 30 }
    )
  })

  test('the curl line calls curl once, with the header and the address', () => {
    fc.assert(
      fc.property(several(fc.tuple(hostileValue, hostileUrl)), (pairs) => {
        const lines = pairs.map(([secret, keyTestUrl]) => textAs('curl', secret, { keyTestUrl }))
        expect(inShell([`curl() { printf '%s\\0' "$@"; }`, ...lines].join('\n'))).toEqual(
          pairs.flatMap(([secret, keyTestUrl]) => [
            ...(/[[\]{}]/u.test(keyTestUrl) ? ['-g'] : []),
            '-H',
            `X-API-Key: ${secret}`,
            keyTestUrl
          ])
        )
      }),
      { numRuns: 40 }
    )
  })

  test('a proof without quotes would have been noticed', () => {
    const script = (line: string) => `curl() { printf '%s\\0' "$@"; }\n${line}`
    expect(inShell(script(`curl -H X-API-Key: ${value} https://hygiara.test`))).not.toEqual([
      '-H',
      `X-API-Key: ${value}`,
      'https://hygiara.test'
    ])
  })
})

describe('as a manifest', () => {
  test.each(['1.1', '1.2'] as const)('YAML %s reads a Secret with a valid name and the value', (version) => {
    fc.assert(
      fc.property(hostileValue, hostileName, (secret, keyName) => {
        const document = parseDocument(textAs('kubernetes', secret, { keyName }), { version })
        expect(document.errors).toEqual([])
        expect(document.warnings).toEqual([])
        const read = document.toJS() as { metadata: { name: unknown } }
        expect(read).toEqual({
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: { name: expect.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u) as string },
          type: 'Opaque',
          stringData: { HYGIARA_API_KEY: secret }
        })
      }),
      { numRuns: 500 }
    )
  })
})

test.each([
  [{ name: 'X-Access-Key', before: '' }, `X-Access-Key: ${value}`],
  [{ name: 'Authorization', before: 'Bearer ' }, `Authorization: Bearer ${value}`]
])('a server that wants a key elsewhere gets it there: %j', (keyHeader, header) => {
  expect(textAs('header', value, { keyHeader })).toBe(header)
  expect(textAs('curl', value, { keyHeader })).toBe(`curl -H '${header}' ${usual.keyTestUrl}`)
})
