import type { CsrfToken, SessionCarrier } from '../../../shared/api-mapping.ts'
import type { ApiOperation, ApiView, SecurityScheme } from './api-view.ts'
import { leavesOf } from './shape.ts'
import { ownWords, pathWords } from './topic.ts'
import { squashed, wordsOf } from './words.ts'

/** How the session is sent, and why it is thought so. */
export interface FoundSession {
  readonly carrier: SessionCarrier
  readonly scheme: SecurityScheme | null
  readonly evidence: string
}

/** Headers that carry a token against forged requests. */
const forgery = /(?:csrf|xsrf|forgery|requestverification)/iu

/** Reads how the list of keys is guarded: that is what a session is for. */
export function sessionOf(view: ApiView, list: ApiOperation, signIn: ApiOperation | null): FoundSession {
  const schemes = (list.security ?? []).flatMap((ways) => ways.flatMap((id) => view.schemes.get(id) ?? []))
  const usable = schemes.filter((scheme) => !isForgery(scheme))
  const order: readonly SecurityScheme['kind'][] = ['bearer', 'cookie', 'header', 'web']
  const [scheme] = usable.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
  const givesCookie = signIn?.answerHeaders.includes('set-cookie') === true
  if (scheme?.kind === 'cookie' || (scheme === undefined && givesCookie)) {
    return {
      carrier: { kind: 'cookie', csrf: csrfOf(view, list) },
      scheme: scheme ?? null,
      evidence: 'The session is a cookie.'
    }
  }
  if (scheme?.kind === 'header' && scheme.name.toLowerCase() !== 'authorization') {
    return {
      carrier: { kind: 'header', name: scheme.name },
      scheme,
      evidence: `The session is sent in the header ${scheme.name}.`
    }
  }
  return {
    carrier: { kind: 'bearer' },
    scheme: scheme ?? null,
    evidence: 'The session is sent as a bearer token.'
  }
}

function isForgery({ id, name }: SecurityScheme): boolean {
  return forgery.test(name) || forgery.test(id)
}

/** The token against forged requests; `null` where the document knows none. */
function csrfOf(view: ApiView, list: ApiOperation): CsrfToken | null {
  const header = forgeryHeaderOf(view)
  const source = csrfSource(view, header)
  if (source === null) return null
  return { header: header ?? 'X-CSRF-Token', guardsSignIn: guardsSignIn(view, header, list), source }
}

function forgeryHeaderOf(view: ApiView): string | null {
  for (const scheme of view.schemes.values()) {
    if (scheme.kind === 'header' && isForgery(scheme)) return scheme.name
  }
  for (const { parameters } of view.operations) {
    const found = parameters.find(({ place, name }) => place === 'header' && forgery.test(name))
    if (found) return found.name
  }
  return null
}

function csrfSource(view: ApiView, header: string | null): CsrfToken['source'] | null {
  const asked = view.operations.filter(
    (operation) => operation.method === 'GET' && !operation.path.includes('{') && saysForgery(operation)
  )
  for (const { path, answer, answerHeaders } of asked) {
    const token =
      answer && leavesOf(answer, 3).find(({ path: at, shape }) => shape.type === 'string' && isToken(at))
    if (token) return { kind: 'body', at: token.path, path }
    const name = answerHeaders.find((each) => forgery.test(each))
    if (name !== undefined) return { kind: 'header', name, path }
    const cookie = cookieOf(view) ?? usualCookie(header)
    if (cookie !== null) return { kind: 'cookie', name: cookie, path }
  }
  const said = view.operations.find(
    ({ method, path, answerHeaders }) =>
      method === 'GET' && !path.includes('{') && answerHeaders.some((name) => forgery.test(name))
  )
  const name = said?.answerHeaders.find((each) => forgery.test(each))
  if (said && name !== undefined) return { kind: 'header', name: header ?? name, path: said.path }
  // A field of an answer that many give, `me` for one.
  for (const { method, path, answer } of header === null ? [] : view.operations) {
    if (method !== 'GET' || path.includes('{') || answer === null) continue
    const token = leavesOf(answer, 2).find(({ path: at }) => forgery.test(squashed(at.at(-1) ?? '')))
    if (token) return { kind: 'body', at: token.path, path }
  }
  return null
}

function saysForgery(operation: ApiOperation): boolean {
  return (
    forgery.test(operation.path) ||
    [...pathWords(operation.path), ...ownWords(operation)].some((word) => forgery.test(word))
  )
}

function isToken(path: readonly string[]): boolean {
  return wordsOf(path.at(-1) ?? '').some((word) => /^(?:csrf|xsrf|token|value|csrftoken)$/u.test(word))
}

const cookieInWords =
  /\b([A-Za-z0-9_.-]*(?:CSRF|XSRF)[A-Za-z0-9_.-]*)[`"']? cookie|cookie [`"']?([A-Za-z0-9_.-]*(?:CSRF|XSRF)[A-Za-z0-9_.-]*)/iu

/** Documents tell of this cookie in words: a header parameter has no place for it. */
function cookieOf(view: ApiView): string | null {
  const texts = [view.description]
  for (const { parameters, description, summary, answerText } of view.operations) {
    const parameter = parameters.find(({ place, name }) => place === 'cookie' && forgery.test(name))
    if (parameter) return parameter.name
    texts.push(`${description} ${answerText}`)
    if (forgery.test(summary) && /[A-Z]{4}-TOKEN|csrftoken/u.test(summary)) texts.push(summary)
  }
  for (const text of texts) {
    const said = cookieInWords.exec(text)
    const name = said?.[1] ?? said?.[2]
    // `the CSRF cookie` is no name.
    if (name !== undefined && !/^[cx]srf$/iu.test(name)) return name
  }
  return null
}

/** The pairs that frameworks have: Angular, Laravel and Spring the first, Django the second. */
function usualCookie(header: string | null): string | null {
  if (header === null) return null
  if (/^x-xsrf-token$/iu.test(header)) return 'XSRF-TOKEN'
  return /^x-csrftoken$/iu.test(header) ? 'csrftoken' : null
}

function guardsSignIn(view: ApiView, header: string | null, list: ApiOperation): boolean {
  return view.operations.some((operation) => {
    if (operation === list || operation.method !== 'POST' || !pathWords(operation.path).some(isSignInWord))
      return false
    const isGuarded = operation.parameters.some(({ place, name }) => place === 'header' && name === header)
    const ways = operation.security ?? []
    return (
      isGuarded ||
      ways.some((ids) => ids.some((id) => header !== null && view.schemes.get(id)?.name === header))
    )
  })
}

function isSignInWord(word: string): boolean {
  return /^(?:login|session|auth|authenticate)$/u.test(word)
}
