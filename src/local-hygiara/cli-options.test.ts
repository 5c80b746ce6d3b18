import { expect, test } from 'vitest'
import { defaultDataFolder, helpText, readOptions } from './cli-options.ts'
import { moods } from './moods.ts'

test('without options: any port, a folder in the data home, no sample, no mood', () => {
  expect(readOptions([])).toEqual({
    help: false,
    port: 0,
    dataFolder: defaultDataFolder(),
    sampleKeys: 0,
    resetAdmin: false,
    totp: null,
    moods: new Set()
  })
  expect(defaultDataFolder()).toMatch(/[\\/]hygiara-local$/)
})

test.each([
  [['--port', '8787'], { port: 8787 }],
  [['--data', '/x'], { dataFolder: '/x' }],
  [['--sample-data'], { sampleKeys: 60 }],
  [['--sample-data', '--sample-keys', '10000'], { sampleKeys: 10_000 }],
  [['--mood', 'many-keys'], { sampleKeys: 50_000 }],
  [['--mood', 'no-id', 'slow', '--port', '1'], { moods: new Set(['no-id', 'slow']), port: 1 }],
  [['--mood', 'no-id,slow', '--mood', 'no-etag'], { moods: new Set(['no-id', 'slow', 'no-etag']) }],
  [['--totp', 'off', '--reset-admin'], { totp: false, resetAdmin: true }],
  [['-h'], { help: true }]
])('%j is understood', (args, expected) => {
  expect(readOptions(args)).toMatchObject(expected)
})

test.each([
  [['--port', 'x'], '--port takes a number from 0 to 65535.'],
  [['--port', '65536'], '--port takes a number from 0 to 65535.'],
  [['--mood', 'sunny'], 'There is no mood "sunny".'],
  [['--totp', 'maybe'], '--totp is on or off.'],
  [['sunny'], '"sunny" belongs to no option.'],
  [['--what'], "Unknown option '--what'"]
])('%j is refused in a sentence', (args, sentence) => {
  expect(() => readOptions(args)).toThrow(sentence)
})

test('the help names every mood, every option, and the folder that is used', () => {
  const text = helpText()
  for (const name of Object.keys(moods)) expect(text).toContain(`    ${name} `)
  for (const option of [
    'port',
    'data',
    'sample-data',
    'sample-keys',
    'reset-admin',
    'totp',
    'mood',
    'help'
  ]) {
    expect(text).toContain(`  --${option} `)
  }
  expect(text).toContain(defaultDataFolder())
})
