import { connect } from 'node:net'

const connections = 48

/**
 * Asks the same question over and over, on many connections that stay open, and counts the answers.
 *
 * @param url whose path is asked for; loopback only
 * @param seconds how long
 * @returns answers with status 200 in a second
 * @throws when there is any other answer
 */
export async function measureRequests(url: URL, header: string | null, seconds: number): Promise<number> {
  const lines = [`GET ${url.pathname} HTTP/1.1`, `Host: ${url.host}`, ...(header === null ? [] : [header])]
  const request = `${lines.join('\r\n')}\r\n\r\n`
  const until = Date.now() + seconds * 1_000
  const counts = await Promise.all(Array.from({ length: connections }, () => askOn(url, request, until)))
  return counts.reduce((sum, count) => sum + count, 0) / seconds
}

/** A client of a few lines: a real one would need more time for an answer than the server does. */
function askOn(url: URL, request: string, until: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: Number(url.port), host: url.hostname, noDelay: true })
    let answers = 0
    let received = ''
    socket.setEncoding('latin1')
    socket.on('error', reject)
    socket.on('connect', () => socket.write(request))
    socket.on('data', (chunk: string) => {
      received += chunk
      const headEnd = received.indexOf('\r\n\r\n')
      if (headEnd === -1) return
      const length = /content-length: (\d+)/iu.exec(received.slice(0, headEnd))?.[1] ?? '0'
      const answerEnd = headEnd + 4 + Number(length)
      if (received.length < answerEnd) return
      if (!received.startsWith('HTTP/1.1 200')) {
        socket.destroy()
        reject(new Error(`${url.pathname} was answered with ${received.slice(0, 40)}`))
        return
      }
      received = received.slice(answerEnd)
      answers += 1
      if (Date.now() < until) socket.write(request)
      else {
        socket.destroy()
        resolve(answers)
      }
    })
  })
}
