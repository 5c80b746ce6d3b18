import { err, ok, type Result } from '../../../shared/result.ts'
import type { HttpAnswer } from './http-transport.ts'

// Strict: bytes that are not UTF-8 would otherwise turn into names that nobody gave.
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** A proxy or a captive portal answers with a page: whatever is not declared as JSON is not read as JSON. */
export function isJson(answer: HttpAnswer): boolean {
  return /^application\/(?:[a-z.+-]+\+)?json\b/iu.test(answer.contentType)
}

/** The body as JSON; an error where it is none. */
export function jsonOf(answer: HttpAnswer): Result<unknown, null> {
  if (!isJson(answer)) return err(null)
  try {
    return ok(JSON.parse(utf8.decode(answer.body)) as unknown)
  } catch {
    return err(null)
  }
}

/** A success (2xx) that says nothing, or says something in JSON: no page of a guest network. */
export function isOwnSuccess(answer: HttpAnswer): boolean {
  return isSuccess(answer) && (answer.body.length === 0 || jsonOf(answer).ok)
}

export function isSuccess({ status }: HttpAnswer): boolean {
  return status >= 200 && status <= 299
}
