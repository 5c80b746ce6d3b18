import type { ApiMapping, UserFields } from './api-mapping.ts'

const user: UserFields = {
  email: ['user', 'email'],
  name: ['user', 'name'],
  role: ['user', 'role'],
  organization: ['organization', 'name']
}

/** The contract of Hygiara as the local one serves it. */
export const defaultMapping: ApiMapping = {
  version: 1,
  signIn: {
    style: 'password',
    operation: { method: 'POST', path: '/api/v1/auth/login' },
    encoding: 'json',
    emailAt: ['email'],
    passwordAt: ['password'],
    oneTimeCode: { at: ['totp_code'], wantedAt: ['code'], wanted: ['totp_required'] },
    constants: [],
    tokenAt: ['access_token'],
    expiresInAt: ['expires_in'],
    user,
    refresh: {
      operation: { method: 'POST', path: '/api/v1/auth/refresh' },
      encoding: 'json',
      at: ['refresh_token'],
      constants: [],
      tokenAt: ['refresh_token']
    }
  },
  session: { kind: 'bearer' },
  signOut: { method: 'POST', path: '/api/v1/auth/logout' },
  user: { operation: { method: 'GET', path: '/api/v1/auth/me' }, fields: user },
  list: {
    operation: { method: 'GET', path: '/api/v1/api-keys' },
    query: {},
    itemsAt: ['items'],
    paging: {
      kind: 'cursor',
      parameter: 'cursor',
      next: { at: ['next_cursor'], type: 'text' },
      isAlwaysSaid: true,
      size: { parameter: 'limit', value: 1_000 }
    },
    fields: {
      id: { at: ['id'], type: 'text' },
      name: ['name'],
      prefix: ['key_prefix'],
      times: 'zoned',
      createdAt: ['created_at'],
      lastUsedAt: ['last_used_at'],
      expiresAt: ['expires_at'],
      expired: { kind: 'boolean', at: ['is_expired'], yes: true },
      revoked: null
    }
  },
  create: {
    operation: { method: 'POST', path: '/api/v1/api-keys' },
    nameAt: ['name'],
    expiry: { at: ['expires_at'], sends: 'instant' },
    constants: [],
    keyAt: [],
    valueAt: ['key'],
    isIdempotent: true
  },
  revoke: {
    operation: { method: 'DELETE', path: '/api/v1/api-keys/{id}' },
    idParameter: 'id',
    done: [204],
    constants: []
  },
  keyHeader: { name: 'X-API-Key', before: '' },
  keyTest: { operation: { method: 'GET', path: '/api/v1/whoami' }, proofAt: ['api_key', 'key_prefix'] }
}
