import type { ApiKey } from '../../shared/api-key.ts'
import type { Orphan } from '../../shared/orphan.ts'
import type { CreateIntent } from '../ports.ts'

// A server's clock may be behind ours by more than is known; a key older than that was somebody else's.
const clockToleranceMs = 5 * 60_000
// Times at a server come in whole seconds, and how far its clock is off is known to the second.
const clockGrainMs = 2_000
// Between a list that is older and the press, somebody else may well have created a key of this name.
const freshListMs = 60_000

/** What is known when it is asked which key a create has made. */
export interface Known {
  /** The keys of its name, and the one whose id is known, as the list has them now. */
  readonly listed: readonly ApiKey[]
  /** Keys that other creates of this app are known to have made. */
  readonly othersIds: readonly string[]
  /** The server's clock minus ours. */
  readonly clockSkewMs: number
}

/** The keys that a create may have made. The one whose id is known, or those of its name that were not there before. */
export function candidatesOf(intent: CreateIntent, { listed, othersIds, clockSkewMs }: Known): ApiKey[] {
  if (intent.keyId !== null) return listed.filter(({ id }) => id === intent.keyId)
  // A server whose clock is far behind dates the key to before the press.
  const earliest = Date.parse(intent.startedAt) + Math.min(0, clockSkewMs) - clockToleranceMs
  return listed
    .filter(({ id }) => !intent.idsBefore.includes(id) && !othersIds.includes(id))
    .filter(({ createdAt }) => createdAt === undefined || Date.parse(createdAt) >= earliest)
}

/**
 * Whether the only candidate is that key and no other: its id is known, or nobody else can have created it. A key that
 * has been used is somebody's: nobody has the value of ours.
 */
export function isCertain(intent: CreateIntent, candidates: readonly ApiKey[], clockSkewMs: number): boolean {
  if (intent.keyId !== null) return true
  const [only] = candidates
  if (!only || candidates.length > 1 || typeof only.lastUsedAt === 'string') return false
  const pressedAt = Date.parse(intent.startedAt)
  const listedAt = intent.listedAt ?? null
  if (listedAt !== null && pressedAt - Date.parse(listedAt) <= freshListMs) return true
  return only.createdAt !== undefined && Date.parse(only.createdAt) >= pressedAt + clockSkewMs - clockGrainMs
}

/** The card of a create, not yet looked for. */
export function orphanOf(intent: CreateIntent): Orphan {
  return {
    intentId: intent.id,
    name: intent.name,
    startedAt: intent.startedAt,
    listedAt: intent.listedAt ?? null,
    cause: causeOf(intent),
    state: 'looking',
    candidates: [],
    isCertain: intent.keyId !== null,
    isBusy: false,
    error: null
  }
}

/** Why nobody has the value. */
export function causeOf({
  keyId,
  isForgotten,
  isLeftBehind,
  isReplayed,
  isOverwritten
}: CreateIntent): Orphan['cause'] {
  if (isOverwritten) return 'overwritten'
  if (isLeftBehind) return 'left-behind'
  if (isForgotten) return 'forgotten'
  return keyId === null || isReplayed ? 'answer-lost' : 'app-ended'
}
