import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeFolder, removeFolder } from './testing/test-server.ts'

const room = import.meta.dirname
const admin = { email: 'ada@example.test', name: 'Ada', password: 'first password' }

interface Answer {
  readonly type: 'listening' | 'failed'
  readonly url: string
  readonly code: string
}

let folder: string
let children: ChildProcess[]

beforeEach(() => {
  folder = makeFolder()
  children = []
})

afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  removeFolder(folder)
})

function launch(): ChildProcess {
  const child = fork(join(room, 'testing/embedded-in-node.ts'), [], {
    execPath: join(room, '../../node_modules/.bin/node'),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc']
  })
  children.push(child)
  return child
}

async function start(child: ChildProcess, changes: object = {}): Promise<Answer> {
  const answer = once(child, 'message')
  child.send({ type: 'start', dataDir: folder, admin, organization: 'Acme', sampleData: true, ...changes })
  const [message] = (await answer) as [Answer]
  return message
}

async function signIn(url: string, password: string): Promise<Response> {
  const headers = { 'Content-Type': 'application/json' }
  const body = JSON.stringify({ email: admin.email, password })
  return fetch(`${url}/api/v1/auth/login`, { method: 'POST', headers, body })
}

/** The names in the list, as whoever has just signed in sees them; with the header that showed them. */
async function signedIn(url: string, password: string) {
  const { access_token: token } = (await (await signIn(url, password)).json()) as { access_token: string }
  const headers = { Authorization: `Bearer ${token}` }
  const page = (await (await fetch(`${url}/api/v1/api-keys`, { headers })).json()) as {
    items: { name: string }[]
  }
  return { headers, names: page.items.map(({ name }) => name) }
}

test('starts, serves the sample keys, takes a new password at the next start, and stops when told', async () => {
  const first = launch()
  const { url } = await start(first)
  const before = await signedIn(url, admin.password)
  expect(new Set(before.names).size).toBe(60)
  const gone = once(first, 'exit')
  first.send({ type: 'stop' })
  expect(await gone).toEqual([0, null])

  const second = launch()
  const again = await start(second, { admin: { ...admin, password: 'second password' } })
  expect((await signIn(again.url, admin.password)).status).toBe(401)
  // The old session ended with the old password, and the sample keys were not added twice.
  expect((await fetch(`${again.url}/api/v1/auth/me`, { headers: before.headers })).status).toBe(401)
  expect((await signedIn(again.url, 'second password')).names).toEqual(before.names)
})

test('says why it did not start', async () => {
  expect(await start(launch(), { organization: '' })).toMatchObject({ type: 'failed', code: 'invalid_start' })
  expect(await start(launch(), { dataDir: '/dev/null/x' })).toMatchObject({
    type: 'failed',
    code: 'unusable'
  })
})

test('ends by itself when the parent goes away', async () => {
  const child = launch()
  await start(child)
  const gone = once(child, 'exit')
  child.disconnect()
  expect(await gone).toEqual([0, null])
})

test.runIf(process.platform === 'linux')(
  'keeps the password out of the command line, the environment and the data folder',
  async () => {
    const child = launch()
    await start(child)
    const pid = String(child.pid)
    for (const path of [`/proc/${pid}/cmdline`, `/proc/${pid}/environ`, join(folder, 'hygiara.db')]) {
      expect(readFileSync(path, 'latin1')).not.toContain(admin.password)
    }
  }
)
