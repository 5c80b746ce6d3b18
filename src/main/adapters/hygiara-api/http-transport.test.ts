import { connect, createServer as createTcpServer, type AddressInfo } from 'node:net'
import tls from 'node:tls'
import { request as httpsRequest } from 'node:https'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { SecretValue } from '../../secret-value.ts'
import { answerJson, answerWith, ScriptedServer } from '../../testing/scripted-server.ts'
import { selfSigned } from '../../testing/self-signed.ts'
import { createTransport, usualTimeLimits, type HttpFailure, type HttpRequest } from './http-transport.ts'

// For servers that never answer; everybody else gets the usual time, for the machine may be busy.
const quick = { answerMs: 300, totalMs: 700 }
const token = 'access-canary-9zK4Tq'
const bearer = SecretValue.of(token)
const create: HttpRequest = { method: 'POST', path: '/api-keys', bearer, body: { name: 'ci-reviews' } }
const read: HttpRequest = { method: 'GET', path: '/api-keys', bearer }
const megabyte = 1 << 20

const servers: ScriptedServer[] = []

async function start(...script: Parameters<typeof ScriptedServer.start>): Promise<ScriptedServer> {
  const server = await ScriptedServer.start(...script)
  servers.push(server)
  return server
}

const usualCertificates = tls.getCACertificates('default')

function trustSelfSigned(): void {
  tls.setDefaultCACertificates([...usualCertificates, selfSigned.cert])
}

const failureOf = async (
  url: string,
  request: HttpRequest,
  limits = usualTimeLimits
): Promise<HttpFailure | null> => {
  const outcome = await createTransport(url, limits)(request)
  return outcome.ok ? null : outcome.error
}

beforeEach(() => {
  servers.length = 0
})

afterEach(async () => {
  tls.setDefaultCACertificates(usualCertificates)
  for (const server of servers) await server.stop()
})

describe('a request', () => {
  test('arrives once, as it was meant, with nothing that was not', async () => {
    const server = await start((response) => {
      answerJson(response, 201, { id: 'k1' })
    })
    const outcome = await createTransport(`${server.url}/base/api/v1`, usualTimeLimits)(create)
    expect(outcome).toMatchObject({
      ok: true,
      value: { status: 201, contentType: 'application/json', requestId: 'r-7', retryAfter: null }
    })
    expect(outcome.ok && outcome.value.body.toString()).toBe('{"id":"k1"}')
    expect(server.arrived).toHaveLength(1)
    const [{ method, url, headers, body }] = server.arrived as [(typeof server.arrived)[0]]
    expect([method, url, body]).toEqual(['POST', '/base/api/v1/api-keys', '{"name":"ci-reviews"}'])
    expect(headers.authorization).toBe(`Bearer ${token}`)
    expect(Object.keys(headers).sort()).toEqual([
      'accept',
      'accept-encoding',
      'authorization',
      'connection',
      'content-length',
      'content-type',
      'host',
      'user-agent'
    ])
    // A connection that is used again may be dead, and then nobody knows whether a change arrived.
    expect(headers.connection).toBe('close')
  })

  test('without a token carries none, and keeps no cookie for the next', async () => {
    const server = await start((response) => {
      response.setHeader('Set-Cookie', 'session=1; Path=/')
      answerJson(response, 200, {})
    })
    const send = createTransport(server.url, usualTimeLimits)
    await send({ method: 'GET', path: '/auth/me' })
    await send({ method: 'GET', path: '/auth/me' })
    for (const { headers } of server.arrived) {
      expect(headers.authorization).toBeUndefined()
      expect(headers.cookie).toBeUndefined()
    }
  })

  test('never leaves the server’s address, whatever its path looks like', async () => {
    const elsewhere = await start((response) => {
      answerJson(response, 200, {})
    })
    const server = await start((response) => {
      answerJson(response, 200, {})
    })
    for (const path of [
      elsewhere.url,
      `//${new URL(elsewhere.url).host}/x`,
      `/@${new URL(elsewhere.url).host}/x`
    ]) {
      await createTransport(`${server.url}/api/v1`, usualTimeLimits)({ method: 'GET', path, bearer })
    }
    expect(elsewhere.arrived).toEqual([])
  })

  test('goes its own way, whatever proxy the environment names', async () => {
    const proxy = await start((response) => {
      answerJson(response, 200, {})
    })
    const server = await start((response) => {
      answerJson(response, 200, {})
    })
    for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy']) {
      vi.stubEnv(name, proxy.url)
    }
    expect(await failureOf(server.url, read)).toBeNull()
    expect(server.arrived).toHaveLength(1)
    expect(proxy.arrived).toEqual([])
  })
})

describe.each([301, 302, 303, 307, 308])('a redirect (%i)', (status) => {
  test('to another server is an answer like any other: that server hears nothing', async () => {
    const other = await start((response) => {
      answerJson(response, 200, {})
    })
    const server = await start((response) => {
      response.writeHead(status, { Location: `${other.url}/api-keys` }).end()
    })
    for (const request of [create, read]) {
      const outcome = await createTransport(server.url, usualTimeLimits)(request)
      expect(outcome).toMatchObject({ ok: true, value: { status } })
    }
    expect(server.arrived).toHaveLength(2)
    expect(other.arrived).toEqual([])
  })

  test('to the same server is not followed either', async () => {
    const server = await start((response, { url }) => {
      if (url === '/api-keys') response.writeHead(status, { Location: '/elsewhere' }).end()
      else answerJson(response, 200, {})
    })
    await createTransport(server.url, usualTimeLimits)(create)
    expect(server.arrived.map(({ url }) => url)).toEqual(['/api-keys'])
  })
})

describe('an answer that is lost', () => {
  test.each<readonly [string, Parameters<typeof ScriptedServer.start>[0], HttpFailure['reason']]>([
    [
      'reset before the first byte',
      (_response, _request, socket) => socket.resetAndDestroy(),
      'connection-lost'
    ],
    ['closed before the first byte', (_response, _request, socket) => socket.destroy(), 'connection-lost'],
    [
      'reset after the headers',
      (response, _request, socket) => {
        response.writeHead(201, { 'Content-Type': 'application/json', 'Content-Length': '100' })
        response.flushHeaders()
        setTimeout(() => socket.resetAndDestroy(), 20)
      },
      'connection-lost'
    ],
    [
      'cut off in the middle of the body',
      (response, _request, socket) => {
        response.writeHead(201, { 'Content-Type': 'application/json', 'Content-Length': '100' })
        response.write('{"id":')
        setTimeout(() => socket.destroy(), 20)
      },
      'connection-lost'
    ],
    [
      'not HTTP',
      (_response, _request, socket) => socket.end('220 mail.example ESMTP\r\n'),
      'connection-lost'
    ],
    [
      'a broken compression',
      (response) => {
        response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' })
        response.end('this is not compressed')
      },
      'connection-lost'
    ],
    ['never begun', () => undefined, 'timed-out'],
    [
      'begun and never ended',
      (response) => {
        response.writeHead(200, { 'Content-Type': 'application/json' })
        response.write('{')
      },
      'timed-out'
    ],
    [
      'dripping without an end',
      (response) => {
        response.writeHead(200, { 'Content-Type': 'application/json' })
        const drip = setInterval(() => response.write(' '), 50)
        response.on('close', () => {
          clearInterval(drip)
        })
      },
      'timed-out'
    ]
  ])('(%s) may have followed a change, and nothing is sent again', async (_how, script, reason) => {
    const server = await start(script)
    const limits = reason === 'timed-out' ? quick : usualTimeLimits
    expect(await failureOf(server.url, create, limits)).toEqual({ reason, mayHaveArrived: true })
    expect(server.arrived).toHaveLength(1)
  })
})

describe('a server that cannot be reached', () => {
  test('refuses: nothing was sent', async () => {
    const server = await start(() => undefined)
    await server.stop()
    expect(await failureOf(server.url, create)).toEqual({ reason: 'refused', mayHaveArrived: false })
  })

  test('has no name: nothing was sent', async () => {
    expect(await failureOf('https://hygiara.invalid', create)).toEqual({
      reason: 'name-not-found',
      mayHaveArrived: false
    })
  })

  test('accepts and says nothing: nobody knows', async () => {
    const silent = createTcpServer(() => undefined)
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const { port } = silent.address() as AddressInfo
    expect(await failureOf(`http://127.0.0.1:${port}`, create, quick)).toEqual({
      reason: 'timed-out',
      mayHaveArrived: true
    })
    silent.close()
  })
})

describe('a certificate that nobody vouches for', () => {
  test('is refused before anything is sent, also where the environment turns the check off', async () => {
    const server = await start((response) => {
      answerJson(response, 200, {})
    }, selfSigned)
    vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    // The environment is really in force, and the server is really there.
    const status = await new Promise((resolve, reject) => {
      httpsRequest(server.url, { agent: false }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      })
        .on('error', reject)
        .end()
    })
    expect(status).toBe(200)
    server.arrived.length = 0

    expect(await failureOf(server.url, create)).toEqual({ reason: 'certificate', mayHaveArrived: false })
    expect(server.arrived).toEqual([])
  })

  test('is refused for another host than its own, even where it is trusted', async () => {
    const server = await start((response) => {
      answerJson(response, 200, {})
    }, selfSigned)
    trustSelfSigned()
    expect(await failureOf(server.url, create)).toBeNull()
    expect(await failureOf(server.url.replace('127.0.0.1', 'localhost'), create)).toEqual({
      reason: 'certificate',
      mayHaveArrived: false
    })
    expect(server.arrived).toHaveLength(1)
  })
})

describe('a TLS connection', () => {
  test.each([
    [
      'older than 1.2',
      { ...selfSigned, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL@SECLEVEL=0' }
    ],
    ['that is none', undefined]
  ] as const)('%s carries nothing', async (_how, tls) => {
    const server = await start((response) => {
      answerJson(response, 200, {})
    }, tls)
    trustSelfSigned()
    expect(await failureOf(server.url.replace('http:', 'https:'), create)).not.toBeNull()
    expect(server.arrived).toEqual([])
  })

  test('that breaks after the request was sent leaves open whether it arrived', async () => {
    const server = await start(() => undefined, selfSigned)
    trustSelfSigned()
    // Somebody on the way who adds to what the server says, once the server has the request.
    const meddler = createTcpServer((client) => {
      const upstream = connect(Number(new URL(server.url).port), '127.0.0.1')
      client.pipe(upstream).pipe(client)
      for (const socket of [client, upstream]) socket.on('error', () => undefined)
      void vi
        .waitFor(() => {
          expect(server.arrived).toHaveLength(1)
        })
        .then(() => client.write(Buffer.from('1703030020'.padEnd(74, '0'), 'hex')))
    })
    await new Promise<void>((resolve) => meddler.listen(0, '127.0.0.1', resolve))
    const { port } = meddler.address() as AddressInfo
    expect(await failureOf(`https://127.0.0.1:${port}`, create)).toEqual({
      reason: 'connection-lost',
      mayHaveArrived: true
    })
    meddler.close()
  })
})

describe('an answer that is too large', () => {
  const flood: Parameters<typeof ScriptedServer.start>[0] = (response, { url }) => {
    if (url === '/ok') {
      answerJson(response, 200, {})
      return
    }
    response.writeHead(200, { 'Content-Type': 'application/json' })
    const chunk = Buffer.alloc(256 << 10, ' ')
    const more = () => {
      while (response.write(chunk));
      response.once('drain', more)
    }
    more()
  }

  test('is given up, its connection closed, and the next request works', async () => {
    const server = await start(flood)
    for (let time = 0; time < 5; time += 1) {
      expect(await failureOf(server.url, read)).toEqual({
        reason: 'too-large',
        mayHaveArrived: true
      })
    }
    expect(await failureOf(server.url, { method: 'GET', path: '/ok' })).toBeNull()
    await vi.waitFor(() => {
      expect(server.openConnections).toBe(0)
    })
  })

  test('may also be small on the way: a compressed bomb is measured when it is unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(16 * megabyte, ' '))
    const server = await start((response) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' })
      response.end(bomb)
    })
    expect(bomb.length).toBeLessThan(megabyte)
    expect(await failureOf(server.url, read)).toEqual({
      reason: 'too-large',
      mayHaveArrived: true
    })
  })

  test('a page of three megabytes is not', async () => {
    const server = await start((response) => {
      answerWith(response, 200, 'application/json', Buffer.alloc(3 * megabyte, ' '))
    })
    expect(await failureOf(server.url, read)).toBeNull()
  })
})

describe('cancelling', () => {
  test('before it is sent sends nothing', async () => {
    const server = await start(() => undefined)
    const failure = await failureOf(server.url, { ...read, signal: AbortSignal.abort() })
    expect(failure).toMatchObject({ reason: 'cancelled' })
    expect(server.arrived).toEqual([])
  })

  test('while it waits closes the connection', async () => {
    const server = await start(() => undefined)
    const abort = new AbortController()
    const failing = failureOf(server.url, { ...read, signal: abort.signal })
    await vi.waitFor(() => {
      expect(server.arrived).toHaveLength(1)
    })
    abort.abort()
    expect(await failing).toMatchObject({ reason: 'cancelled' })
    await vi.waitFor(() => {
      expect(server.openConnections).toBe(0)
    })
  })
})

test('no failure says more than its kind', async () => {
  const server = await start((_response, _request, socket) => socket.destroy())
  const failure = await failureOf(server.url, create)
  expect(Object.keys(failure ?? {}).sort()).toEqual(['mayHaveArrived', 'reason'])
  expect(JSON.stringify(failure)).not.toContain(token)
})
