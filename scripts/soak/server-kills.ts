import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kill, startLocalServer, type LocalServer } from './local-server.ts'

/** What was lost; all zero when the server keeps its word. */
export interface ServerKillReport {
  readonly kills: number
  readonly acknowledgedCreates: number
  readonly acknowledgedRevokes: number
  readonly lostCreates: number
  readonly lostRevokes: number
  readonly failedStarts: number
}

interface Ledger {
  /** Value of each key whose create was answered and whose revoke was not yet sent. */
  readonly live: Map<string, string>
  /** Values of the keys whose revoke was answered. */
  readonly revoked: Set<string>
  creates: number
}

const writers = 4
const longestLifeMs = 400
// The youngest are those that a kill could have lost; more of them than one life of the server makes.
const lookedAt = 80

/**
 * Kills the local Hygiara (SIGKILL) at random moments while four clients create and revoke, starts it again on the
 * same data, and asks for every key whose create or revoke was acknowledged.
 *
 * @param random gives numbers from 0 up to 1
 */
export async function killServerUnderLoad(
  kills: number,
  random: () => number,
  onKill: (done: number) => void = () => undefined
): Promise<ServerKillReport> {
  const folder = await mkdtemp(join(tmpdir(), 'hygiara-soak-'))
  const ledger: Ledger = { live: new Map(), revoked: new Set(), creates: 0 }
  const report = { kills, lostCreates: 0, lostRevokes: 0, failedStarts: 0 }
  try {
    let server = await startLocalServer(folder)
    const credentials = { email: server.email, password: server.password ?? '' }
    for (let done = 1; done <= kills; done += 1) {
      const token = await signIn(server, credentials)
      const load = Array.from({ length: writers }, () => createAndRevoke(server, token, ledger, random))
      await new Promise((resolve) => setTimeout(resolve, random() * longestLifeMs))
      await kill(server)
      await Promise.all(load)
      try {
        server = await startLocalServer(folder)
      } catch {
        report.failedStarts += 1
        server = await startLocalServer(folder)
      }
      const lost = await lookFor(server, ledger)
      report.lostCreates += lost.creates
      report.lostRevokes += lost.revokes
      if (/SQLITE|database/iu.test(server.errors())) report.failedStarts += 1
      onKill(done)
    }
    await kill(server)
    return { ...report, acknowledgedCreates: ledger.creates, acknowledgedRevokes: ledger.revoked.size }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function signIn(
  server: LocalServer,
  credentials: { email: string; password: string }
): Promise<string> {
  const answer = await fetch(`${server.url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(credentials)
  })
  if (answer.status !== 200) throw new Error(`sign-in was answered with ${String(answer.status)}`)
  return ((await answer.json()) as { access_token: string }).access_token
}

/** Creates and revokes until the server is gone. Only what was answered goes into the ledger. */
async function createAndRevoke(
  server: LocalServer,
  token: string,
  ledger: Ledger,
  random: () => number
): Promise<void> {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
  const keys = `${server.url}/api/v1/api-keys`
  try {
    for (;;) {
      const created = await fetch(keys, {
        method: 'POST',
        headers,
        body: JSON.stringify({ name: 'soak-key' })
      })
      if (created.status !== 201) throw new Error(`create was answered with ${String(created.status)}`)
      const { id, key } = (await created.json()) as { id: string; key: string }
      ledger.creates += 1
      if (random() < 0.5) {
        ledger.live.set(id, key)
        continue
      }
      const revoked = await fetch(`${keys}/${id}`, { method: 'DELETE', headers })
      // Sent and not answered: nobody may say what became of it, so it is in neither list.
      if (revoked.status === 204) ledger.revoked.add(key)
    }
  } catch (cause) {
    // `fetch` throws a TypeError when the connection ends, which is what the kill is for.
    if (!(cause instanceof TypeError)) throw cause
  }
}

async function lookFor(server: LocalServer, ledger: Ledger): Promise<{ creates: number; revokes: number }> {
  const live = [...ledger.live.values()].slice(-lookedAt)
  const revoked = [...ledger.revoked].slice(-lookedAt)
  const liveAnswers = await Promise.all(live.map((key) => statusOf(server, key)))
  const revokedAnswers = await Promise.all(revoked.map((key) => statusOf(server, key)))
  return {
    creates: liveAnswers.filter((status) => status !== 200).length,
    revokes: revokedAnswers.filter((status) => status !== 401).length
  }
}

async function statusOf(server: LocalServer, key: string): Promise<number> {
  const answer = await fetch(`${server.url}/api/v1/whoami`, { headers: { 'X-API-Key': key } })
  await answer.arrayBuffer()
  return answer.status
}
