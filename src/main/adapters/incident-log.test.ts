import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createIncidentLog } from './incident-log.ts'

interface Entry {
  readonly id: string
  readonly at: string
  readonly where: string
  readonly error: string
  readonly stack: readonly string[]
}

let folder: string
let path: string

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'hygiara-keys-log-')), 'logs')
  path = join(folder, 'incidents.jsonl')
})

afterEach(() => {
  rmSync(join(folder, '..'), { recursive: true, force: true })
})

const text = () => readFileSync(path, 'utf8')
const entries = () =>
  text()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Entry)

/** An error whose stack is as in the built app. */
function errorAt(message: string, frames: readonly string[]): Error {
  const error = new TypeError(message)
  error.stack = [`TypeError: ${message}`, ...frames.map((frame) => `    at ${frame}`)].join('\n')
  return error
}

test('an incident is a line with the id that the person is given', () => {
  const report = createIncidentLog(folder)
  const first = report('inventory:refresh', new RangeError('x'))
  const second = report('api-keys:create', new Error('y'))
  expect(first).not.toBe(second)
  expect(entries()).toMatchObject([
    { id: first, where: 'inventory:refresh', error: 'RangeError' },
    { id: second, where: 'api-keys:create', error: 'Error' }
  ])
  expect(Date.parse(entries()[0]!.at)).toBeGreaterThan(Date.now() - 60_000)
})

test('the file and its folder are their owner’s', () => {
  createIncidentLog(folder)('uncaught', new Error('x'))
  expect((statSync(path).mode & 0o777).toString(8)).toBe('600')
  expect((statSync(folder).mode & 0o777).toString(8)).toBe('700')
})

test('of the stack there are the places in our own code, without the way to them', () => {
  createIncidentLog(folder)(
    'unhandled',
    errorAt('x', [
      'InventoryService.refresh (file:///home/ada/Apps/Hygiara%20Keys/resources/app.asar/out/main/index.js:120:13)',
      'async file:///C:/Users/ada/hygiara/out/main/chunks/core-B7Qx2m.js:7:21',
      'process.processTicksAndRejections (node:internal/process/task_queues:105:5)',
      'open (file:///home/ada/secret-project/node_modules/thing/index.js:1:2)'
    ])
  )
  expect(entries()[0]!.stack).toEqual(['out/main/index.js:120:13', 'out/main/chunks/core-B7Qx2m.js:7:21'])
  expect(text()).not.toContain('ada')
})

describe('what an error says is not written', () => {
  const canary = 'hrdly_canary9zK4Tq'
  const httpError = Object.assign(new Error(`Request failed with ${canary}`), {
    code: canary,
    config: { url: `/api-keys/${canary}`, headers: { Authorization: `Bearer ${canary}` } },
    response: { data: canary }
  })
  const zodError = z.strictObject({ [canary]: z.number() }).safeParse({ [canary]: canary }).error
  const named = new Error('x')
  named.name = canary
  const changed = new Error(canary)
  changed.message = 'harmless'
  const withoutStack = new Error(canary)
  delete withoutStack.stack

  const causes: readonly (readonly [string, unknown])[] = [
    ['a message', new Error(canary)],
    [
      'a message of many lines that look like places',
      errorAt(`x\n    at ${canary} (/x/out/main/${canary}.js:1:1)`, [])
    ],
    ['an error of the HTTP client', httpError],
    ['an error of zod', zodError],
    ['a syntax error that quotes what it read', syntaxErrorOf(`{"key":"${canary}"`)],
    ['a cause', new Error('x', { cause: new Error(canary) })],
    ['an aggregate', new AggregateError([new Error(canary)], canary)],
    ['a name', named],
    ['a message that was changed', changed],
    ['an error without a stack', withoutStack],
    ['a path of somebody', errorAt('x', [`f (file:///home/${canary}/src/index.js:1:1)`])],
    ['a text', canary],
    ['an object', { toString: () => canary, key: canary }],
    ['an error with more fields', Object.assign(new Error('x'), { key: canary, response: { data: canary } })]
  ]

  test.each(causes)('%s', (_what, cause) => {
    createIncidentLog(folder)('uncaught', cause)
    expect(entries()).toHaveLength(1)
    expect(text()).not.toContain(canary)
    expect(text()).not.toContain('canary')
  })

  test('whatever was thrown, it is one line and no text of it', () => {
    const report = createIncidentLog(folder)
    let count = 0
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.string().map((message) => new Error(`${message}${canary}`))
        ),
        (cause) => {
          report('uncaught', cause)
          count += 1
        }
      ),
      { numRuns: 100 }
    )
    expect(entries()).toHaveLength(count)
    expect(text()).not.toContain('canary')
  })
})

test('the file does not grow for ever', () => {
  const report = createIncidentLog(folder)
  mkdirSync(folder)
  writeFileSync(path, 'x'.repeat((1 << 20) + 1))
  report('uncaught', new Error('x'))
  expect(entries()).toHaveLength(1)
  expect(readdirSync(folder)).toHaveLength(1)
})

test('a log that cannot be written answers an id all the same', () => {
  writeFileSync(join(folder, '..', 'logs'), 'a file where the folder should be')
  expect(createIncidentLog(folder)('uncaught', new Error('x'))).toMatch(/^[0-9a-f-]{36}$/u)
})

function syntaxErrorOf(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (error) {
    return error
  }
}
