import type { ApiMapping, Operation } from '../../../shared/api-mapping.ts'
import type { ApiOperation, ApiView } from './api-view.ts'
import { called, type Candidate } from './findings.ts'
import { ownWords, parametersIn, pathWords } from './topic.ts'
import { userFieldsOf } from './user-fields.ts'
import { firstPhrase, hasPhrase } from './words.ts'

/** The operation that says who is signed in. */
export function userCandidates(view: ApiView): Candidate<{ readonly mapping: ApiMapping['user'] }>[] {
  return view.operations.flatMap((operation) => {
    if (operation.method !== 'GET' || parametersIn(operation.path).length > 0) return []
    const words = [...pathWords(operation.path), ...ownWords(operation)]
    const end = operation.path.replace(/\/+$/u, '').split('/').at(-1) ?? ''
    const isShort = /^(?:me|user|whoami)$/u.test(end)
    const said = isShort
      ? end
      : firstPhrase(words, [
          'me',
          'whoami',
          'current user',
          'userinfo',
          'user info',
          'session',
          'profile',
          'myself',
          'self',
          'account',
          'current'
        ])
    const fields = said === null || operation.answer === null ? null : userFieldsOf(operation.answer)
    if (said === null || fields === null) return []
    return [
      {
        operation,
        score:
          (fields.email ? 4 : 1) +
          (isShort ? 3 : 0) +
          (said === 'me' || said === 'current user' ? 3 : 0) +
          10 / operation.path.length,
        evidence: [`It says "${said}", and its answer has ${fields.email ? 'an e-mail' : 'a name'}.`],
        doubts: [],
        found: { mapping: { operation: called(operation), fields } }
      }
    ]
  })
}

/** The operation that ends the session. */
export function signOutCandidates(view: ApiView): Candidate<{ readonly mapping: Operation }>[] {
  return view.operations.flatMap((operation) => {
    const { method, path, body } = operation
    if ((method !== 'POST' && method !== 'DELETE') || parametersIn(path).length > 0) return []
    const words = [...pathWords(path), ...ownWords(operation)]
    const isOut = hasPhrase(words, 'logout')
    const endsSession = method === 'DELETE' && /\/sessions?(?:\/(?:current|me))?$/iu.test(path)
    if ((!isOut && !endsSession) || (body?.shape.required.size ?? 0) > 0) return []
    const isAll = firstPhrase(words, ['all', 'everywhere', 'other', 'sso', 'backchannel']) !== null
    return [
      {
        operation,
        score: (isAll ? 1 : 5) + 10 / path.length,
        evidence: [isOut ? 'It says "log out".' : 'It is a DELETE of the session.'],
        doubts: isAll ? ['It may sign out more than this session.'] : [],
        found: { mapping: called(operation) }
      }
    ]
  })
}

/** The operation at an address, whoever named it. */
export function operationAt(view: ApiView, wanted: Operation): ApiOperation | null {
  return view.operations.find(({ method, path }) => method === wanted.method && path === wanted.path) ?? null
}
