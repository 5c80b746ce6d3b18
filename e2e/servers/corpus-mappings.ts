/** How the servers of the corpus are reached, written by hand from their documents: what a reader of them must find. */
import type {
  ApiMapping,
  HttpMethod,
  KeyFields,
  Operation,
  SignInMapping
} from '../../src/shared/api-mapping.ts'
import type { corpus } from './corpus/corpus.ts'

const operation = (method: HttpMethod, path: string): Operation => ({ method, path })

type PasswordSignIn = Extract<SignInMapping, { style: 'password' }>

/** A sign-in with a JSON body that answers with a token and no more. */
const plainSignIn: Omit<PasswordSignIn, 'operation' | 'tokenAt'> = {
  style: 'password',
  encoding: 'json',
  emailAt: ['email'],
  passwordAt: ['password'],
  oneTimeCode: null,
  constants: [],
  expiresInAt: null,
  user: null,
  refresh: null
}

const camelCaseFields: KeyFields = {
  id: { at: ['id'], type: 'text' },
  name: ['name'],
  prefix: ['prefix'],
  times: 'zoned',
  createdAt: ['createdAt'],
  lastUsedAt: ['lastUsedAt'],
  expiresAt: ['expiresAt'],
  expired: null,
  revoked: null
}

const aspnet: ApiMapping = {
  version: 1,
  signIn: {
    ...plainSignIn,
    operation: operation('POST', '/api/v1/Auth/Login'),
    tokenAt: ['data', 'accessToken'],
    expiresInAt: ['data', 'expiresIn']
  },
  session: { kind: 'bearer' },
  signOut: null,
  user: null,
  list: {
    operation: operation('GET', '/api/v1/ApiKeys'),
    query: {},
    itemsAt: ['data', 'items'],
    paging: {
      kind: 'cursor',
      parameter: 'continuationToken',
      next: { at: ['data', 'continuationToken'], type: 'text' },
      isAlwaysSaid: false,
      size: { parameter: 'pageSize', value: 100 }
    },
    fields: {
      ...camelCaseFields,
      prefix: ['displayKey'],
      expired: { kind: 'boolean', at: ['isExpired'], yes: true }
    }
  },
  create: {
    operation: operation('POST', '/api/v1/ApiKeys'),
    nameAt: ['name'],
    expiry: { at: ['expiresAt'], sends: 'instant' },
    constants: [],
    keyAt: ['data'],
    valueAt: ['data', 'value'],
    isIdempotent: false
  },
  revoke: {
    operation: operation('DELETE', '/api/v1/ApiKeys/{id}'),
    idParameter: 'id',
    done: [204],
    constants: []
  },
  keyHeader: { name: 'X-Api-Key', before: '' },
  keyTest: { operation: operation('GET', '/api/v1/Reviews'), proofAt: ['data'] }
}

const drf: ApiMapping = {
  version: 1,
  signIn: {
    ...plainSignIn,
    operation: operation('POST', '/api/token/'),
    emailAt: ['username'],
    tokenAt: ['access'],
    refresh: {
      operation: operation('POST', '/api/token/refresh/'),
      encoding: 'json',
      at: ['refresh'],
      constants: [],
      tokenAt: ['refresh']
    }
  },
  session: { kind: 'bearer' },
  signOut: null,
  user: null,
  list: {
    operation: operation('GET', '/api/api-keys/'),
    query: {},
    itemsAt: ['results'],
    paging: {
      kind: 'offset',
      parameter: 'offset',
      size: { parameter: 'limit', value: 100 },
      totalAt: ['count']
    },
    fields: {
      id: { at: ['id'], type: 'integer' },
      name: ['name'],
      prefix: ['prefix'],
      times: 'zoned',
      createdAt: ['created'],
      lastUsedAt: null,
      expiresAt: ['expiry_date'],
      expired: { kind: 'boolean', at: ['has_expired'], yes: true },
      revoked: { kind: 'boolean', at: ['revoked'], yes: true }
    }
  },
  create: {
    operation: operation('POST', '/api/api-keys/'),
    nameAt: ['name'],
    expiry: { at: ['expiry_date'], sends: 'instant' },
    constants: [],
    keyAt: [],
    valueAt: ['key'],
    isIdempotent: false
  },
  revoke: {
    operation: operation('DELETE', '/api/api-keys/{id}/'),
    idParameter: 'id',
    done: [204],
    constants: []
  },
  keyHeader: { name: 'X-Api-Key', before: '' },
  keyTest: { operation: operation('GET', '/api/reviews/'), proofAt: ['results'] }
}

const express: ApiMapping = {
  version: 1,
  signIn: { ...plainSignIn, operation: operation('POST', '/api/v1/auth/login'), tokenAt: ['token'] },
  session: { kind: 'bearer' },
  signOut: null,
  user: {
    operation: operation('GET', '/api/v1/auth/profile'),
    fields: { email: ['email'], name: ['name'], role: null, organization: null }
  },
  list: {
    operation: operation('GET', '/api/v1/apikeys'),
    query: {},
    itemsAt: [],
    paging: { kind: 'whole' },
    fields: { ...camelCaseFields, id: { at: ['_id'], type: 'text' }, lastUsedAt: ['lastUsed'] }
  },
  create: {
    operation: operation('POST', '/api/v1/apikeys'),
    nameAt: ['name'],
    expiry: { at: ['expiresAt'], sends: 'instant' },
    constants: [],
    keyAt: [],
    valueAt: ['key'],
    isIdempotent: false
  },
  revoke: {
    operation: operation('DELETE', '/api/v1/apikeys/{id}'),
    idParameter: 'id',
    done: [200],
    constants: []
  },
  keyHeader: { name: 'X-Access-Key', before: '' },
  keyTest: { operation: operation('GET', '/api/v1/reports'), proofAt: [] }
}

const fastapi: ApiMapping = {
  version: 1,
  signIn: {
    ...plainSignIn,
    operation: operation('POST', '/auth/jwt/login'),
    encoding: 'form',
    emailAt: ['username'],
    constants: [{ at: ['grant_type'], value: 'password' }],
    tokenAt: ['access_token']
  },
  session: { kind: 'bearer' },
  signOut: operation('POST', '/auth/jwt/logout'),
  user: {
    operation: operation('GET', '/users/me'),
    fields: { email: ['email'], name: null, role: null, organization: ['organisation'] }
  },
  list: {
    operation: operation('GET', '/api-keys'),
    query: {},
    itemsAt: ['items'],
    paging: {
      kind: 'page',
      parameter: 'page',
      first: 1,
      size: { parameter: 'size', value: 100 },
      pagesAt: ['pages'],
      totalAt: ['total']
    },
    fields: {
      id: { at: ['id'], type: 'text' },
      name: ['name'],
      prefix: ['prefix'],
      times: 'zoned',
      createdAt: ['created_at'],
      lastUsedAt: ['last_used_at'],
      expiresAt: ['expires_at'],
      expired: { kind: 'boolean', at: ['is_expired'], yes: true },
      revoked: null
    }
  },
  create: {
    operation: operation('POST', '/api-keys'),
    nameAt: ['name'],
    expiry: { at: ['expires_at'], sends: 'instant' },
    constants: [],
    keyAt: [],
    valueAt: ['key'],
    isIdempotent: false
  },
  revoke: {
    operation: operation('DELETE', '/api-keys/{api_key_id}'),
    idParameter: 'api_key_id',
    done: [204],
    constants: []
  },
  keyHeader: { name: 'X-API-Key', before: '' },
  keyTest: { operation: operation('GET', '/reviews'), proofAt: ['items'] }
}

const gin: ApiMapping = {
  version: 1,
  signIn: {
    ...plainSignIn,
    operation: operation('POST', '/api/v1/login'),
    emailAt: ['username'],
    tokenAt: ['token']
  },
  session: { kind: 'bearer' },
  signOut: null,
  user: null,
  list: {
    operation: operation('GET', '/api/v1/keys'),
    query: {},
    itemsAt: ['keys'],
    paging: {
      kind: 'page',
      parameter: 'page',
      first: 1,
      size: { parameter: 'limit', value: 50 },
      pagesAt: null,
      totalAt: ['total']
    },
    fields: {
      id: { at: ['key_uid'], type: 'text' },
      name: ['label'],
      prefix: ['hint'],
      times: 'zoned',
      createdAt: null,
      lastUsedAt: ['last_used_on'],
      expiresAt: ['expires_on'],
      expired: { kind: 'boolean', at: ['expired'], yes: true },
      revoked: null
    }
  },
  create: {
    operation: operation('POST', '/api/v1/keys'),
    nameAt: ['label'],
    expiry: { at: ['expires_on'], sends: 'date' },
    constants: [],
    keyAt: ['key'],
    valueAt: ['plaintext'],
    isIdempotent: false
  },
  revoke: {
    operation: operation('DELETE', '/api/v1/keys/{uid}'),
    idParameter: 'uid',
    done: [204],
    constants: []
  },
  keyHeader: { name: 'X-API-Key', before: '' },
  keyTest: { operation: operation('GET', '/api/v1/reviews'), proofAt: ['reviews'] }
}

const laravel: ApiMapping = {
  version: 1,
  signIn: { ...plainSignIn, operation: operation('POST', '/api/login'), tokenAt: null },
  session: {
    kind: 'cookie',
    csrf: {
      header: 'X-XSRF-TOKEN',
      guardsSignIn: true,
      source: { kind: 'cookie', name: 'XSRF-TOKEN', path: '/sanctum/csrf-cookie' }
    }
  },
  signOut: operation('POST', '/api/logout'),
  user: {
    operation: operation('GET', '/api/user'),
    fields: { email: ['data', 'email'], name: ['data', 'name'], role: null, organization: null }
  },
  list: {
    operation: operation('GET', '/api/api-keys'),
    query: {},
    itemsAt: ['data'],
    paging: { kind: 'link', at: ['links', 'next'], size: null },
    fields: {
      id: { at: ['id'], type: 'text' },
      name: ['name'],
      prefix: ['key_prefix'],
      times: 'zoned',
      createdAt: ['created_at'],
      lastUsedAt: ['last_used_at'],
      expiresAt: ['expires_at'],
      expired: null,
      revoked: null
    }
  },
  create: {
    operation: operation('POST', '/api/api-keys'),
    nameAt: ['name'],
    expiry: { at: ['expires_at'], sends: 'instant' },
    constants: [],
    keyAt: ['data'],
    valueAt: ['plain_text_key'],
    isIdempotent: false
  },
  revoke: {
    operation: operation('DELETE', '/api/api-keys/{id}'),
    idParameter: 'id',
    done: [204],
    constants: []
  },
  keyHeader: { name: 'X-API-Key', before: '' },
  keyTest: { operation: operation('GET', '/api/reviews'), proofAt: ['data'] }
}

const nest: ApiMapping = {
  version: 1,
  signIn: {
    ...plainSignIn,
    operation: operation('POST', '/auth/login'),
    tokenAt: ['accessToken'],
    expiresInAt: ['expiresIn'],
    refresh: {
      operation: operation('POST', '/auth/refresh'),
      encoding: 'json',
      at: ['refreshToken'],
      constants: [],
      tokenAt: ['refreshToken']
    }
  },
  session: { kind: 'bearer' },
  signOut: null,
  user: {
    operation: operation('GET', '/users/me'),
    fields: { email: ['email'], name: ['name'], role: ['role'], organization: ['organization', 'name'] }
  },
  list: {
    operation: operation('GET', '/api-keys'),
    query: {},
    itemsAt: ['data'],
    paging: {
      kind: 'cursor',
      parameter: 'cursor',
      next: { at: ['meta', 'nextCursor'], type: 'text' },
      isAlwaysSaid: true,
      size: { parameter: 'limit', value: 50 }
    },
    fields: { ...camelCaseFields, prefix: ['keyPrefix'] }
  },
  create: {
    operation: operation('POST', '/api-keys'),
    nameAt: ['name'],
    expiry: { at: ['expiresAt'], sends: 'instant' },
    constants: [],
    keyAt: ['apiKey'],
    valueAt: ['secret'],
    isIdempotent: false
  },
  revoke: {
    operation: operation('DELETE', '/api-keys/{id}'),
    idParameter: 'id',
    done: [200],
    constants: []
  },
  keyHeader: { name: 'x-api-key', before: '' },
  keyTest: { operation: operation('GET', '/reviews'), proofAt: ['data'] }
}

const quarkus: ApiMapping = {
  version: 1,
  signIn: { style: 'pasted-token' },
  session: { kind: 'bearer' },
  signOut: null,
  user: null,
  list: {
    operation: operation('GET', '/organisation/keys'),
    query: {},
    itemsAt: ['keys'],
    paging: {
      kind: 'offset',
      parameter: 'offset',
      size: { parameter: 'limit', value: 100 },
      totalAt: ['total']
    },
    fields: {
      id: { at: ['id'], type: 'text' },
      name: ['name'],
      prefix: ['prefix'],
      times: 'zoned',
      createdAt: ['created'],
      lastUsedAt: ['lastUsed'],
      expiresAt: ['expires'],
      expired: { kind: 'boolean', at: ['expired'], yes: true },
      revoked: null
    }
  },
  create: {
    operation: operation('POST', '/organisation/keys'),
    nameAt: ['name'],
    expiry: { at: ['expires'], sends: 'instant' },
    constants: [],
    keyAt: ['apiKey'],
    valueAt: ['key'],
    isIdempotent: false
  },
  revoke: {
    operation: operation('DELETE', '/organisation/keys/{id}'),
    idParameter: 'id',
    done: [204],
    constants: []
  },
  keyHeader: { name: 'X-API-Key', before: '' },
  keyTest: { operation: operation('GET', '/reviews'), proofAt: [] }
}

const rails: ApiMapping = {
  version: 1,
  signIn: {
    ...plainSignIn,
    operation: operation('POST', '/users/sign_in'),
    emailAt: ['user', 'email'],
    passwordAt: ['user', 'password'],
    tokenAt: null,
    user: { email: ['email'], name: ['name'], role: null, organization: null }
  },
  session: {
    kind: 'cookie',
    csrf: {
      header: 'X-CSRF-Token',
      guardsSignIn: true,
      source: { kind: 'body', at: ['csrf_token'], path: '/csrf_token' }
    }
  },
  signOut: operation('DELETE', '/users/sign_out'),
  user: null,
  list: {
    operation: operation('GET', '/api_keys'),
    query: {},
    itemsAt: ['api_keys'],
    paging: {
      kind: 'page',
      parameter: 'page',
      first: 1,
      size: { parameter: 'per_page', value: 50 },
      pagesAt: ['meta', 'total_pages'],
      totalAt: ['meta', 'total_count']
    },
    fields: {
      id: { at: ['id'], type: 'integer' },
      name: ['name'],
      prefix: ['token_prefix'],
      times: 'zoned',
      createdAt: ['created_at'],
      lastUsedAt: ['last_used_at'],
      expiresAt: ['expires_at'],
      expired: { kind: 'text', at: ['status'], yes: ['expired'] },
      revoked: { kind: 'text', at: ['status'], yes: ['revoked'] }
    }
  },
  create: {
    operation: operation('POST', '/api_keys'),
    nameAt: ['name'],
    expiry: { at: ['expires_at'], sends: 'instant' },
    constants: [],
    keyAt: [],
    valueAt: ['token'],
    isIdempotent: false
  },
  revoke: {
    operation: operation('PATCH', '/api_keys/{id}'),
    idParameter: 'id',
    done: [200],
    constants: [{ at: ['status'], value: 'revoked' }]
  },
  keyHeader: { name: 'X-Api-Key', before: '' },
  keyTest: { operation: operation('GET', '/reviews'), proofAt: ['reviews'] }
}

const spring: ApiMapping = {
  version: 1,
  signIn: {
    ...plainSignIn,
    operation: operation('POST', '/api/auth/login'),
    emailAt: ['username'],
    tokenAt: ['token']
  },
  session: { kind: 'bearer' },
  signOut: null,
  user: {
    operation: operation('GET', '/api/account'),
    fields: { email: ['login'], name: ['displayName'], role: null, organization: null }
  },
  list: {
    operation: operation('GET', '/api/organization/api-keys'),
    query: { includeRevoked: 'true' },
    itemsAt: [],
    paging: { kind: 'link', at: null, size: { parameter: 'size', value: 25 } },
    fields: {
      id: { at: ['id'], type: 'integer' },
      name: ['displayName'],
      prefix: ['keyPrefix'],
      times: 'zoned',
      createdAt: ['creationDate'],
      lastUsedAt: ['lastUsed'],
      expiresAt: ['expirationDate'],
      expired: { kind: 'text', at: ['status'], yes: ['EXPIRED'] },
      revoked: { kind: 'text', at: ['status'], yes: ['REVOKED'] }
    }
  },
  create: {
    operation: operation('POST', '/api/organization/api-keys'),
    nameAt: ['displayName'],
    expiry: { at: ['expirationDate'], sends: 'instant' },
    constants: [],
    keyAt: [],
    valueAt: ['rawKey'],
    isIdempotent: false
  },
  revoke: {
    operation: operation('POST', '/api/organization/api-keys/{keyId}/revoke'),
    idParameter: 'keyId',
    done: [200],
    constants: []
  },
  keyHeader: { name: 'X-API-KEY', before: '' },
  keyTest: { operation: operation('GET', '/api/reviews'), proofAt: [] }
}

export const corpusMappings: Readonly<Record<keyof typeof corpus, ApiMapping>> = {
  aspnet,
  drf,
  express,
  fastapi,
  gin,
  laravel,
  nest,
  quarkus,
  rails,
  spring
}
