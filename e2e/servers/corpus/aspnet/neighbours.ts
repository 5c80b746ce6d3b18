import type { Context, Hono } from 'hono'
import { randomBytes, randomUUID } from 'node:crypto'
import { jsonObject, textOf } from '../plumbing/input.ts'

interface Row {
  readonly id: string
  readonly [field: string]: unknown
}

interface Neighbour {
  readonly path: string
  readonly first: Row
  /** The new row, and what the answer has besides; `null` when the body will not do. */
  readonly make: (body: Record<string, unknown>) => { readonly row: Row; readonly once?: object } | null
  /** How one ends: `DELETE /{id}` unless it is a `POST` to this below it. */
  readonly end?: string
}

/** What resembles an API key and is none. They really work, so that whoever mistakes one for a key has done harm. */
export function addNeighbours(app: Hono, base: string): void {
  for (const { path, first, make, end } of neighbours) {
    const rows = [first]
    const remove = (c: Context): Response => {
      const at = rows.findIndex(({ id }) => id === c.req.param('id'))
      if (at === -1) return c.body(null, 404)
      rows.splice(at, 1)
      return c.body(null, 204)
    }
    app.get(`${base}${path}`, (c) => c.json({ data: rows }))
    app.post(`${base}${path}`, async (c) => {
      const made = make((await jsonObject(c)) ?? {})
      if (!made) return c.json({ title: 'One or more validation errors occurred.', status: 400 }, 400)
      rows.unshift(made.row)
      return c.json({ data: { ...made.row, ...made.once } }, 201)
    })
    if (end === undefined) app.delete(`${base}${path}/:id`, remove)
    else app.post(`${base}${path}/:id/${end}`, remove)
  }
}

function named(name: unknown, more: object = {}): Row | null {
  const text = textOf(name)
  return text === null ? null : { id: randomUUID(), name: text, createdAt: new Date(), ...more }
}

const neighbours: readonly Neighbour[] = [
  {
    path: '/WebhookKeys',
    first: named('incoming-eu', { lastUsedAt: new Date('2026-11-22T07:00:00Z') })!,
    make: ({ name }) => {
      const row = named(name, { lastUsedAt: null })
      return row && { row, once: { secret: `whsec_${randomBytes(24).toString('base64url')}` } }
    }
  },
  {
    path: '/SshKeys',
    first: named('deploy-portal', { fingerprint: 'SHA256:uNiVztksCsDhcc0u9e8BrrQ', lastUsedAt: null })!,
    make: ({ name, publicKey }) => {
      const fingerprint = `SHA256:${randomBytes(32).toString('base64')}`
      const row = textOf(publicKey, 2000) === null ? null : named(name, { fingerprint, lastUsedAt: null })
      return row && { row }
    }
  },
  {
    path: '/EncryptionKeys',
    first: named('reports-2026', { algorithm: 'AES-256-GCM', isCurrent: true })!,
    make: ({ name }) => {
      const row = named(name, { algorithm: 'AES-256-GCM', isCurrent: true })
      return row && { row }
    },
    end: 'Revoke'
  },
  {
    path: '/LicenseKeys',
    first: {
      id: randomUUID(),
      licenseKey: 'HYG-7Q2M-XK41-9PLD',
      seats: 50,
      expiresAt: '2027-12-31T23:59:59Z'
    },
    make: ({ licenseKey }) => {
      const text = textOf(licenseKey)
      return text === null
        ? null
        : { row: { id: randomUUID(), licenseKey: text, seats: 10, expiresAt: null } }
    }
  },
  {
    path: '/Users/:userId/AccessTokens',
    first: named('laptop', { tokenPrefix: 'hrdpt_8Kq2', lastUsedAt: null, expiresAt: null })!,
    make: ({ name }) => {
      const token = `hrdpt_${randomBytes(24).toString('base64url')}`
      const row = named(name, { tokenPrefix: token.slice(0, 10), lastUsedAt: null, expiresAt: null })
      return row && { row, once: { token } }
    }
  }
]
