import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { makeFolder, removeFolder } from './testing/test-server.ts'

const room = import.meta.dirname

// Each test starts programs, which takes a while on a busy machine.
vi.setConfig({ testTimeout: 30_000 })

let folder: string
let children: ChildProcessWithoutNullStreams[]

beforeEach(() => {
  folder = makeFolder()
  children = []
})

afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  removeFolder(folder)
})

interface Started {
  readonly child: ChildProcessWithoutNullStreams
  readonly lines: Record<string, string>
}

function run(...args: string[]): ChildProcessWithoutNullStreams {
  const node = join(room, '../../node_modules/.bin/node')
  const child = spawn(node, [join(room, 'main.ts'), '--data', folder, ...args])
  children.push(child)
  return child
}

/** Runs it until it has said all its lines, which it does at once. */
async function start(...args: string[]): Promise<Started> {
  const child = run(...args)
  const [text] = (await once(child.stdout, 'data')) as [Buffer]
  const lines = text
    .toString()
    .split('\n')
    .map((line) => [line.slice(0, 9).trim(), line.slice(10)])
  return { child, lines: Object.fromEntries(lines) as Record<string, string> }
}

async function output(child: ChildProcessWithoutNullStreams): Promise<{ text: string; code: number | null }> {
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  return { text, code }
}

async function stop({ child }: Started): Promise<unknown[]> {
  child.kill('SIGTERM')
  return once(child, 'exit')
}

async function signIn({ lines }: Started, password: string): Promise<number> {
  const headers = { 'Content-Type': 'application/json' }
  const body = JSON.stringify({ email: lines['E-mail'], password })
  return (await fetch(`${lines['URL'] ?? ''}/api/v1/auth/login`, { method: 'POST', headers, body })).status
}

test('the first start prints a password that works, the next only how to get another', async () => {
  const first = await start()
  const password = first.lines['Password'] ?? ''
  expect(first.lines['URL']).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect(first.lines['Data']).toBe(folder)
  expect(await signIn(first, password)).toBe(200)

  // One folder, one server.
  const second = await output(run())
  expect(second).toMatchObject({ code: 1, text: expect.stringContaining('Another Hygiara') as string })
  expect(await stop(first)).toEqual([0, null])

  const again = await start('--reset-admin', '--totp', 'on', '--mood', 'no-etag', 'slow')
  expect(again.lines['Password']).not.toBe(password)
  expect(again.lines['One-time']).toMatch(/^otpauth:\/\/totp\/Hygiara:admin%40hygiara.local\?secret=/)
  expect(again.lines['Moods']).toBe('no-etag, slow')
  await stop(again)

  const third = await start('--totp', 'off')
  expect(third.lines['Password']).toContain('--reset-admin')
  expect(await signIn(third, again.lines['Password'] ?? '')).toBe(200)
})

test('what is no option is refused in one sentence', async () => {
  const { text, code } = await output(run('--mood', 'sunny'))
  expect([code, text]).toEqual([1, 'There is no mood "sunny". --help lists them.\n'])
})
