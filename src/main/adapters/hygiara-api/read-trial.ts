import type { ApiMapping } from '../../../shared/api-mapping.ts'
import type { ReadPart, ReadTrial } from '../../../shared/endpoints.ts'
import { err, ok, type Result } from '../../../shared/result.ts'
import type { SecretValue } from '../../secret-value.ts'
import type { HttpAnswer, Transport } from './http-transport.ts'
import { isJson, jsonOf } from './json-answer.ts'
import { firstPagePath } from './next-page.ts'
import { readPage } from './page-answer.ts'
import type { Problems } from './problems.ts'
import type { SessionRequests } from './session-requests.ts'
import { userIn } from './signed-in-answer.ts'

interface Ways {
  readonly mapping: ApiMapping
  readonly send: Transport
  readonly session: SessionRequests
  readonly problems: Problems
}

/** Sends one of the reads and says what came of it. The key test goes out without a key. */
export async function tryRead(
  ways: Ways,
  part: ReadPart,
  access: SecretValue,
  signal: AbortSignal
): Promise<Result<ReadTrial>> {
  const path = pathOf(ways.mapping, part)
  if (path === null) {
    const what = part === 'key-test' ? 'key-test' : 'read'
    return ok({ status: null, found: null, error: { code: 'not_offered', what } })
  }
  const request = { method: 'GET', path, signal, isSentOnce: true } as const
  if (part === 'key-test') {
    const answer = await ways.send(request)
    if (!answer.ok) return failed(ways.problems.unreachable(answer.error))
    const { status } = answer.value
    const isRefusal = (status === 401 || status === 403) && isJson(answer.value)
    const error = isRefusal ? null : ways.problems.notHygiara
    return ok({ status, found: isRefusal ? { kind: 'refusal' } : null, error })
  }
  const answer = await ways.session.send(request, access)
  if (!answer.ok) return failed(ways.problems.ofSending(answer.error))
  const { status } = answer.value
  if (status === 401) return err({ code: 'session_expired' })
  const found = status === 200 ? foundIn(answer.value, ways.mapping, part) : null
  const error = found ? null : status === 200 ? ways.problems.notHygiara : ways.problems.of(answer.value)
  return ok({ status, found, error })
}

type Failure = Extract<Result<ReadTrial>, { ok: false }>['error']

function failed(error: Failure): Result<ReadTrial> {
  return ok({ status: null, found: null, error })
}

function pathOf({ list, user, keyTest }: ApiMapping, part: ReadPart): string | null {
  switch (part) {
    case 'list':
      return firstPagePath(list)
    case 'user':
      return user && user.operation.path
    case 'key-test':
      return keyTest && keyTest.operation.path
  }
}

function foundIn(
  answer: HttpAnswer,
  { list, user }: ApiMapping,
  part: Exclude<ReadPart, 'key-test'>
): ReadTrial['found'] {
  const json = jsonOf(answer)
  if (!json.ok) return null
  if (part === 'list') {
    const page = readPage(json.value, list)
    return page && { kind: 'keys', count: page.count }
  }
  const read = user && userIn(json.value, user.fields)
  return read ? { kind: 'user', email: read.email } : null
}
