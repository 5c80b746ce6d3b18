import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { endProcess } from '../../e2e/fixtures/child-process.ts'
import { HygiaraServer } from '../../e2e/servers/hygiara-server.ts'
import { measureRequests } from './measure-requests.ts'

const pairs = 7
const seconds = 1.5
const emptyRoute = fileURLToPath(new URL('empty-route.ts', import.meta.url))

/** Requests a second: an empty route, and `GET /whoami` by key, measured in turn. The first pair warms both up. */
export async function benchWhoami(): Promise<{ readonly empty: number[]; readonly whoami: number[] }> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'hygiara-bench-'))
  const hygiara = await HygiaraServer.start({ dataFolder })
  const floor = spawn(process.execPath, [emptyRoute], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const [address] = (await once(floor.stdout, 'data')) as [Buffer]
    const emptyUrl = new URL(address.toString().trim())
    const whoamiUrl = new URL('/api/v1/whoami', hygiara.url)
    const header = `X-API-Key: ${await newKey(hygiara)}`
    const measured = { empty: [] as number[], whoami: [] as number[] }
    for (let pair = 0; pair <= pairs; pair += 1) {
      const empty = await measureRequests(emptyUrl, null, seconds)
      const whoami = await measureRequests(whoamiUrl, header, seconds)
      if (pair === 0) continue
      measured.empty.push(empty)
      measured.whoami.push(whoami)
    }
    return measured
  } finally {
    await endProcess(floor)
    await hygiara.stop()
    await rm(dataFolder, { recursive: true, force: true })
  }
}

async function newKey({ url, email, password }: HygiaraServer): Promise<string> {
  const json = { 'Content-Type': 'application/json' }
  const signedIn = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ email, password })
  })
  const { access_token } = (await signedIn.json()) as { access_token: string }
  const created = await fetch(`${url}/api/v1/api-keys`, {
    method: 'POST',
    headers: { ...json, Authorization: `Bearer ${access_token}` },
    body: JSON.stringify({ name: 'bench' })
  })
  return ((await created.json()) as { key: string }).key
}
