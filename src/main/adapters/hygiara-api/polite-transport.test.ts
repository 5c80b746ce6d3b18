import { expect, test } from 'vitest'
import { err, ok, type Result } from '../../../shared/result.ts'
import type { Clock } from '../../ports.ts'
import type { HttpAnswer, HttpFailure, HttpRequest } from './http-transport.ts'
import { createPoliteTransport } from './polite-transport.ts'
import { RateGate } from './rate-gate.ts'

type Outcome = Result<HttpAnswer, HttpFailure>

const noHeader = () => null
const answer = (status: number, retryAfter: string | null = null): Outcome =>
  ok({
    status,
    contentType: '',
    requestId: null,
    retryAfter,
    entityTag: null,
    header: noHeader,
    setCookies: [],
    clockSkewMs: null,
    body: Buffer.alloc(0)
  })
const lost: Outcome = err({ reason: 'connection-lost', mayHaveArrived: true })

/** Time that passes only when somebody waits for it. */
function waitingClock(): Clock & { readonly waits: number[] } {
  let now = 1_000_000
  const waits: number[] = []
  return {
    waits,
    now: () => now,
    after(ms, action) {
      const timer = setTimeout(() => {
        now += ms
        waits.push(ms)
        action()
      })
      return () => {
        clearTimeout(timer)
      }
    }
  }
}

function server(...outcomes: Outcome[]) {
  const sent: HttpRequest['method'][] = []
  const clock = waitingClock()
  const pauses: (number | null)[] = []
  const gate = new RateGate(clock, (until) => pauses.push(until))
  const send = (request: HttpRequest): Promise<Outcome> => {
    sent.push(request.method)
    return Promise.resolve(outcomes[sent.length - 1] ?? answer(200))
  }
  return { sent, clock, pauses, gate, transport: createPoliteTransport(send, gate, clock, () => 1) }
}

test.each([
  ['a lost connection', lost],
  ['502', answer(502)],
  ['503', answer(503)],
  ['504', answer(504)]
])('reads again after %s, at most three times in all', async (_name, outcome) => {
  const { sent, clock, transport } = server(outcome, outcome, outcome, answer(200))
  await expect(transport({ method: 'GET', path: '/' })).resolves.toEqual(outcome)
  expect(sent).toHaveLength(3)
  expect(clock.waits).toEqual([400, 800])
})

test.each([[answer(200)], [answer(304)], [answer(401)], [answer(404)], [answer(500)]])(
  'does not read again after an answer that will stay the same (%#)',
  async (outcome) => {
    const { sent, transport } = server(outcome)
    await transport({ method: 'GET', path: '/' })
    expect(sent).toHaveLength(1)
  }
)

test.each(['POST', 'DELETE'] as const)('sends a %s once, whatever becomes of it', async (method) => {
  for (const outcome of [lost, answer(502), answer(503, '1'), answer(429, '1')]) {
    const { sent, transport } = server(outcome)
    await expect(transport({ method, path: '/' })).resolves.toEqual(outcome)
    expect(sent).toHaveLength(1)
  }
})

test('waits as long as the server asks before it reads again', async () => {
  const { sent, clock, pauses, transport } = server(answer(429, '14'), answer(200))
  await expect(transport({ method: 'GET', path: '/' })).resolves.toEqual(answer(200))
  expect(sent).toHaveLength(2)
  expect(clock.waits).toContain(14_000)
  expect(pauses).toEqual([1_014_000, null])
})

test('one answer slows down everybody who talks to the host, and nothing that changes something is sent', async () => {
  const { sent, transport } = server(answer(429, '60'))
  await transport({ method: 'POST', path: '/' })
  await expect(transport({ method: 'POST', path: '/' })).resolves.toEqual(
    err({ reason: 'paused', mayHaveArrived: false })
  )
  expect(sent).toEqual(['POST'])
})

test('stops waiting when it is told to', async () => {
  const { sent, gate, transport } = server()
  gate.close(60_000)
  const abort = new AbortController()
  const waiting = transport({ method: 'GET', path: '/', signal: abort.signal })
  abort.abort()
  await expect(waiting).resolves.toMatchObject({ ok: false, error: { reason: 'cancelled' } })
  expect(sent).toEqual([])
})

test('a pause does not become shorter because a later answer asks for less', () => {
  const { gate } = server()
  gate.close(60_000)
  gate.close(1_000)
  expect(gate.remainingMs).toBe(60_000)
})
