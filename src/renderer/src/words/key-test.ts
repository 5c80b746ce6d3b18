import type { AppError } from '../../../shared/app-error.ts'
import type { KeyTestAnswer } from '../../../shared/key-test.ts'
import { errorWordsOf, type WordsContext } from './errors.ts'

export const testNote = 'One read-only request. Hygiara will count it as a use.'
export const cannotTestWords =
  "This Hygiara has no request that only tests a key, so it can't be tested here."

/** What a test has shown. */
export interface KeyTestWords {
  /** In a word or two. */
  readonly verdict: string
  /** A sentence with the status of the answer, where there was one. */
  readonly what: string
  /** What follows from it. */
  readonly todo: string
}

/** What came of a test. Only Hygiara's own refusal says anything bad about the key. */
export function keyTestWords(answer: KeyTestAnswer, context: WordsContext): KeyTestWords {
  switch (answer.outcome) {
    case 'valid':
      return { verdict: 'Valid', what: `Hygiara accepts this key (HTTP ${answer.status}).`, todo: '' }
    case 'rejected':
      return {
        verdict: 'Rejected',
        what: `Hygiara doesn't accept this key (HTTP ${answer.status}).`,
        todo: 'Test it again in a minute. If that changes nothing, revoke it and create a new one.'
      }
    case 'unreachable':
      return untoldWords(answer.error, answer.status, context)
  }
}

function untoldWords(error: AppError, status: number | null, context: WordsContext): KeyTestWords {
  const { what } = errorWordsOf(error, context)
  // Nothing came back, or something did and was about anything but the key.
  const verdict = status === null && error.code !== 'rate_limited' ? 'Unreachable' : "Can't tell"
  return {
    verdict,
    what: status === null ? what : `${withoutStatus(what)} (HTTP ${status}).`,
    todo: error.code === 'rate_limited' ? '' : 'That says nothing about the key. Test it again later.'
  }
}

const withoutStatus = (sentence: string): string => sentence.replace(/(?: \(\d+\))?\.$/u, '')
