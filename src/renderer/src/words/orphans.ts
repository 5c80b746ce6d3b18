import type { ApiKey } from '../../../shared/api-key.ts'
import type { Instant } from '../../../shared/instant.ts'
import type { Orphan } from '../../../shared/orphan.ts'
import { shownId, shownPrefix } from '../../../shared/shown-name.ts'
import { asOfWords, clockWords, pastWords, type TimeStyle } from './dates.ts'
import { nameInText } from './names.ts'

/** What a card says when the value of a new key has outlived the app. */
export function escrowedWords(
  rawName: string,
  until: Instant,
  keychainName: string,
  style: TimeStyle
): string {
  return `Hygiara created ${nameInText(rawName)}, and the app ended before the key was handed over. ${keychainName} still has it until ${clockWords(Date.parse(until), style)}.`
}

/** The button that takes such a key into the secret step. */
export function finishWords(rawName: string): string {
  return `Finish handing over “${nameInText(rawName)}”`
}

/** What a card says about a create whose value has reached nobody. */
export function orphanWords({
  name: rawName,
  cause,
  state,
  candidates,
  isCertain,
  listedAt
}: Orphan): string {
  const name = nameInText(rawName)
  switch (state) {
    case 'looking':
      return `Looking whether Hygiara created ${name}…`
    case 'not-looked':
      return `Hygiara may have created ${name}, and the list couldn't be read to find out.`
    case 'looked':
      break
  }
  if (candidates.length === 0) return `Hygiara has no such ${name}. Nothing was created, or it is gone again.`
  if (candidates.length > 1) {
    return `Hygiara may have created ${name}, but its answer was lost. It is one of these ${candidates.length} keys; nobody can tell which.`
  }
  if (!isCertain && cause === 'answer-lost') {
    const used = candidates.some(({ lastUsedAt }) => typeof lastUsedAt === 'string')
    if (used) {
      return `Hygiara may have created ${name}, but its answer was lost. There is a key of that name, and it has been used: somebody has that one, so it may not be this.`
    }
    const before =
      listedAt === null
        ? 'the list had not been read before'
        : 'the list from before is too old to tell whose it is'
    return `Hygiara may have created ${name}, but its answer was lost. There is a key of that name; ${before}, so it may be somebody else's.`
  }
  switch (cause) {
    case 'answer-lost':
      return `Hygiara may have created ${name}, but its answer was lost, so nobody has the key.`
    case 'app-ended':
      return `Hygiara created ${name}, but the app ended before the key was handed over, so nobody has it.`
    case 'forgotten':
      return `Hygiara Keys has forgotten ${name}: nobody copied or saved it within 10 minutes, so nobody has it. It is still active.`
    case 'overwritten':
      return `The copy of ${name} was replaced on the clipboard. Unless it was pasted before that, nobody has it. It stays active.`
    case 'left-behind':
      return `Nobody has ${name}. It stays active.`
  }
}

/** What tells one candidate from another: name, prefix, since when it is there, and its last use. */
export function candidateWords(
  { name, prefix, id, createdAt, lastUsedAt }: ApiKey,
  listedAt: Instant | null,
  now: number,
  style: TimeStyle
): string {
  const shown = shownPrefix(prefix) ?? shownId(id)
  const past = (instant: Instant) => pastWords(Date.parse(instant), now, style)
  const since =
    createdAt !== undefined
      ? `created ${past(createdAt)}`
      : listedAt !== null
        ? `not in the list of ${asOfWords(Date.parse(listedAt), now, style)}`
        : 'first seen now'
  const use =
    lastUsedAt === undefined
      ? 'last use not reported'
      : lastUsedAt === null
        ? 'never used'
        : `last used ${past(lastUsedAt)}`
  return `${nameInText(name)} (${shown}), ${since}, ${use}`
}
