import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Accounts } from './accounts.ts'
import { addSampleKeys } from './sample-data.ts'
import { Sessions } from './sessions.ts'
import { openDatabase } from './sqlite.ts'
import { makeFolder, removeFolder } from './testing/test-server.ts'

const room = import.meta.dirname

// Each test starts programs, which takes a while on a busy machine.
vi.setConfig({ testTimeout: 30_000 })
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

/** The names in the list, as whoever has just signed in sees them. */
async function namesSeenBy(url: string, password: string): Promise<string[]> {
  const { access_token: token } = (await (await signIn(url, password)).json()) as { access_token: string }
  const headers = { Authorization: `Bearer ${token}` }
  const page = (await (await fetch(`${url}/api/v1/api-keys`, { headers })).json()) as {
    items: { name: string }[]
  }
  return page.items.map(({ name }) => name)
}

test('starts, serves the sample keys, and stops when told', async () => {
  const child = launch()
  const { url } = await start(child)
  expect(new Set(await namesSeenBy(url, admin.password)).size).toBe(60)
  const gone = once(child, 'exit')
  child.send({ type: 'stop' })
  expect(await gone).toEqual([0, null])
})

test('takes a new password at the next start, without adding the sample keys twice, and ends with its parent', async () => {
  const database = openDatabase(folder)
  const accounts = new Accounts(database, { n: 16, r: 1, p: 1 })
  const organization = accounts.ensureOrganization('Old name')
  const { id } = await accounts.upsertAdmin({ ...admin, password: 'old password' }, organization.id)
  const { accessToken } = new Sessions(database, 900, Date.now).start(id)
  addSampleKeys(database, organization.id, 60, Date.now())
  database.close()

  const child = launch()
  const { url } = await start(child)
  const headers = { Authorization: `Bearer ${accessToken}` }
  expect((await fetch(`${url}/api/v1/auth/me`, { headers })).status).toBe(401)
  expect(await namesSeenBy(url, admin.password)).toHaveLength(60)
  if (process.platform === 'linux') {
    const pid = String(child.pid)
    for (const path of [`/proc/${pid}/cmdline`, `/proc/${pid}/environ`, join(folder, 'hygiara.db')]) {
      expect(readFileSync(path, 'latin1')).not.toContain(admin.password)
    }
  }
  const gone = once(child, 'exit')
  child.disconnect()
  expect(await gone).toEqual([0, null])
})

test('says why it did not start', async () => {
  const child = launch()
  expect(await start(child, { dataDir: '/dev/null/x' })).toMatchObject({ type: 'failed', code: 'unusable' })
  const gone = once(child, 'exit')
  child.send({ type: 'stop' })
  expect(await gone).toEqual([0, null])
})
