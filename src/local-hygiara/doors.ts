import type { HttpBindings } from '@hono/node-server'
import { createMiddleware } from 'hono/factory'
import type { UsedKey } from './api-keys.ts'
import type { KeyEnv, Services, SessionEnv } from './environment.ts'
import { Problem } from './problem.ts'

/** Lets only requests with a valid access token through; the route finds the session in `c.var.session`. */
export function requireSession({ sessions }: Services) {
  return createMiddleware<SessionEnv>(async (c, next) => {
    const [, token] = /^Bearer +([\w-]+)$/i.exec(c.req.header('Authorization') ?? '') ?? []
    const session = token === undefined ? null : sessions.find(token)
    if (!session) {
      throw new Problem('invalid_token', 'Sign in, or refresh the access token.', {
        headers: { 'WWW-Authenticate': 'Bearer realm="Hygiara"' }
      })
    }
    c.set('session', session)
    await next()
  })
}

/** Lets only requests with a working API key through; the route finds the key in `c.var.usedKey`. */
export function requireApiKey(services: Services) {
  return createMiddleware<KeyEnv>(async (c, next) => {
    c.set('usedKey', useKeyOf(c.env, services))
    await next()
  })
}

/**
 * The working API key that a request came with; notes the use.
 * @throws {Problem} `invalid_api_key`
 */
export function useKeyOf(env: HttpBindings, { apiKeys, keyUsage, now }: Services): UsedKey {
  // Node's own headers: Hono's would first be copied, which takes as long as the look-up.
  const value = env.incoming.headers['x-api-key']
  const key = typeof value === 'string' ? apiKeys.authenticate(value) : null
  if (!key) {
    throw new Problem('invalid_api_key', 'Send a key that is neither expired nor revoked as X-API-Key.', {
      headers: { 'WWW-Authenticate': 'ApiKey realm="Hygiara", header="X-API-Key"' }
    })
  }
  keyUsage.record(key.id, now())
  return key
}
