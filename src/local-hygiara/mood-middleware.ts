import type { OpenAPIHono } from '@hono/zod-openapi'
import type { AppEnv, Services } from './environment.ts'
import { Problem } from './problem.ts'

const slowAnswer = 2000
const rateWindow = 10_000
const rateLimit = 30

/** Adds the moods that concern every request under the base path; without such a mood, nothing is added. */
export function addMoods(api: OpenAPIHono<AppEnv>, { moods, now, pause }: Services): void {
  if (moods.has('slow')) {
    api.use(async (_c, next) => {
      await pause(slowAnswer)
      await next()
    })
  }
  if (moods.has('rate-limited')) {
    let recent: number[] = []
    api.use(async (_c, next) => {
      recent = recent.filter((at) => at > now() - rateWindow)
      const [oldest] = recent
      if (oldest !== undefined && recent.length >= rateLimit) {
        const seconds = Math.ceil((oldest + rateWindow - now()) / 1000)
        throw new Problem('too_many_requests', 'Slow down.', { headers: { 'Retry-After': String(seconds) } })
      }
      recent.push(now())
      await next()
    })
  }
  const proxyStatus = moods.has('proxy-html') ? 200 : moods.has('proxy-down') ? 502 : null
  if (proxyStatus !== null) {
    // Signing in works: otherwise no client would ever meet the proxy with a session in its hands.
    api.use(async (c, next) => (c.req.path.includes('/auth/') ? next() : c.html(proxyPage, proxyStatus)))
  }
}

const proxyPage = `<!doctype html><html><head><title>Network access</title></head>
<body><h1>Acme Secure Gateway</h1><p>Please accept the terms of use to continue.</p></body></html>`
