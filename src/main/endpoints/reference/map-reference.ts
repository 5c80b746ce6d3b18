import {
  mappingParts,
  type ApiMapping,
  type MappingChoice,
  type MappingPart,
  type PartFinding,
  type SessionCarrier,
  type SignInMapping
} from '../../../shared/api-mapping.ts'
import type { ApiOperation, ApiView, SecurityScheme } from './api-view.ts'
import { operationAt, signOutCandidates, userCandidates } from './find-account.ts'
import { createCandidate, createCandidates, type FoundCreate } from './find-create.ts'
import { keyHeaderOf, keyTestCandidate, keyTestCandidates, type FoundKeyTest } from './find-key-use.ts'
import { listCandidate, listCandidates, type FoundList } from './find-list.ts'
import { revokeCandidate, revokeCandidates, type FoundRevoke } from './find-revoke.ts'
import { sessionOf } from './find-session.ts'
import { signInCandidate, signInCandidates, type FoundSignIn } from './find-sign-in.ts'
import {
  decide,
  decideFreely,
  findingOf,
  isSettled,
  picked,
  type Candidate,
  type Decided
} from './findings.ts'
import { oneTimeValueOf } from './one-time-value.ts'
import { tokenUrlSignIn } from './session-tokens.ts'

/** What came of all parts. */
export interface Mapped {
  readonly findings: readonly PartFinding[]
  readonly mapping: ApiMapping | null
}

/** `undefined`: nobody picked anything; `null`: there is none. */
type ChoiceOf = (part: MappingPart) => ApiOperation | null | undefined

/** Decides each part: first the list, then what belongs to it. */
export function mapReference(view: ApiView, choices: readonly MappingChoice[]): Mapped {
  const choiceOf: ChoiceOf = (part) => {
    const choice = choices.findLast((each) => each.part === part)
    return choice === undefined ? undefined : choice.operation && operationAt(view, choice.operation)
  }
  const list = listOf(view, choiceOf('list'))
  const signIn = signInOf(view, choiceOf('sign-in'))
  const account = [
    decideFreely('user', userCandidates(view), 'No operation says who is signed in.'),
    decideFreely('sign-out', signOutCandidates(view), 'No operation ends a session.')
  ] as const
  if (list.chosen === null) {
    return { findings: inOrder([list, signIn, ...account].map(({ finding }) => finding)), mapping: null }
  }
  return mapAround(view, choiceOf, list, list.chosen, signIn, account)
}

function mapAround(
  view: ApiView,
  choiceOf: ChoiceOf,
  list: Decided<FoundList>,
  chosen: Candidate<FoundList>,
  signIn: Decided<FoundSignIn>,
  [user, signOut]: readonly [
    Decided<{ readonly mapping: ApiMapping['user'] }>,
    Decided<{ readonly mapping: ApiMapping['signOut'] }>
  ]
): Mapped {
  const create = createOf(view, list, chosen, choiceOf('create'))
  const revoke = revokeOf(view, list, chosen, choiceOf('revoke'))
  const session = sessionOf(view, chosen.operation, signIn.chosen?.operation ?? null)
  const keyHeader = keyHeaderOf(view, session.scheme)
  const keyTest = keyTestOf(view, keyHeader?.scheme ?? null, choiceOf('key-test'))
  const entry = entryOf(view, signIn, session.carrier, session.scheme)
  const listMapping = isSettled(list.finding) ? chosen.found.mapping : null
  return {
    findings: inOrder([
      list.finding,
      create.finding,
      revoke.finding,
      entry.finding,
      user.finding,
      signOut.finding,
      keyTest.finding
    ]),
    mapping: listMapping && {
      version: 1,
      signIn: entry.mapping,
      session: session.carrier,
      signOut: signOut.chosen?.found.mapping ?? null,
      user: user.chosen?.found.mapping ?? null,
      list: listMapping,
      create: isSettled(create.finding) ? (create.chosen?.found.mapping ?? null) : null,
      revoke: isSettled(revoke.finding) ? (revoke.chosen?.found.mapping ?? null) : null,
      keyHeader: keyHeader?.header ?? { name: 'X-API-Key', before: '' },
      keyTest: keyTest.chosen?.found.mapping ?? null
    }
  }
}

/** One finding a part, in the order of the parts. */
function inOrder(findings: readonly PartFinding[]): readonly PartFinding[] {
  return mappingParts.map(
    (part) =>
      findings.find((finding) => finding.part === part) ??
      findingOf(part, 'missing', null, ['No list of API keys was found.'], [])
  )
}

function listOf(view: ApiView, choice: ApiOperation | null | undefined): Decided<FoundList> {
  if (choice === undefined) {
    return decide('list', listCandidates(view), 'No operation lists anything that looks like API keys.')
  }
  if (choice === null) return picked<FoundList>('list', null)
  const hasCreateBeside = view.operations.some(
    (each) => each.method === 'POST' && each.path === choice.path && oneTimeValueOf(each) !== null
  )
  return picked('list', listCandidate(view, choice, hasCreateBeside))
}

function createOf(
  view: ApiView,
  list: Decided<FoundList>,
  chosen: Candidate<FoundList>,
  choice: ApiOperation | null | undefined
): Decided<FoundCreate> {
  if (choice !== undefined) return picked('create', choice && createCandidate(choice, chosen))
  const absent = 'No operation answers with a value that the list does not have.'
  return dependingOn(list, decide('create', createCandidates(view, chosen), absent))
}

function revokeOf(
  view: ApiView,
  list: Decided<FoundList>,
  chosen: Candidate<FoundList>,
  choice: ApiOperation | null | undefined
): Decided<FoundRevoke> {
  if (choice !== undefined) return picked('revoke', choice && revokeCandidate(choice, chosen))
  const absent = 'No operation ends an entry of the list.'
  return dependingOn(list, decide('revoke', revokeCandidates(view, chosen), absent))
}

/** What belongs to a list that is in doubt is in doubt itself. */
function dependingOn<Found>(list: Decided<unknown>, decided: Decided<Found>): Decided<Found> {
  if (isSettled(list.finding) || decided.finding.confidence !== 'certain') return decided
  const { finding, chosen } = decided
  const evidence = [...finding.evidence, 'It depends on which list is meant.']
  const alternatives =
    finding.operation === null ? [] : [finding.operation, ...finding.alternatives].slice(0, 5)
  return { finding: { ...finding, confidence: 'doubtful', evidence, alternatives }, chosen }
}

function keyTestOf(
  view: ApiView,
  scheme: SecurityScheme | null,
  choice: ApiOperation | null | undefined
): Decided<FoundKeyTest> {
  if (scheme === null) {
    const unsaid = 'The reference does not say in which header a key is sent.'
    return { finding: findingOf('key-test', 'missing', null, [unsaid], []), chosen: null }
  }
  if (choice !== undefined) return picked('key-test', choice && keyTestCandidate(choice, scheme))
  return decideFreely('key-test', keyTestCandidates(view, scheme), 'No GET takes a key and nothing else.')
}

function signInOf(view: ApiView, choice: ApiOperation | null | undefined): Decided<FoundSignIn> {
  if (choice !== undefined) return picked('sign-in', choice && signInCandidate(view, choice))
  return decide('sign-in', signInCandidates(view), 'No operation takes an e-mail and a password.')
}

/** How one gets in, now that it is known how the session is sent. */
function entryOf(
  view: ApiView,
  signIn: Decided<FoundSignIn>,
  carrier: SessionCarrier,
  scheme: SecurityScheme | null
): { readonly finding: PartFinding; readonly mapping: SignInMapping } {
  const pasted: SignInMapping = { style: 'pasted-token' }
  const { finding, chosen } = signIn
  const mapping = chosen?.found.mapping ?? null
  if (mapping === null) {
    const named = scheme === null || finding.operation !== null ? null : tokenUrlSignIn(scheme, view)
    if (named) return named
    if (scheme?.kind !== 'web') return { finding, mapping: pasted }
    const evidence = [...finding.evidence, 'One signs in through the web page only.']
    return { finding: { ...finding, evidence }, mapping: pasted }
  }
  if (carrier.kind !== 'cookie' && mapping.tokenAt === null) {
    const evidence = [...finding.evidence, 'Its answer does not say where the session is.']
    return { finding: { ...finding, confidence: 'missing', evidence, alternatives: [] }, mapping: pasted }
  }
  const sent = carrier.kind === 'cookie' ? { ...mapping, tokenAt: null, refresh: null } : mapping
  return { finding, mapping: isSettled(finding) ? sent : pasted }
}
