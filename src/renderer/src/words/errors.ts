import type { AddressProblem, AppError, UnreachableReason } from '../../../shared/app-error.ts'
import { refusedEndpointWords } from './endpoint-parts.ts'
import { notOfferedWords } from './offers.ts'
import { viewProblemWords } from './views.ts'
import { expiryProblemWords } from './expiry.ts'
import { keychainAdvice, keychainProblemWords } from './keychain.ts'
import { notKeptInventoryWords } from './kept-inventory.ts'
import { nameInText, nameProblemWords } from './names.ts'

/** What an error says to a person. */
export interface ErrorWords {
  /** What happened. */
  readonly what: string
  /** What it means for the key or the work at hand; empty where it means nothing. */
  readonly meaning: string
  /** What to do now. */
  readonly todo: string
}

/** What the words need to know beside the error. */
export interface WordsContext {
  readonly keychainName: string
  /** `null` while nobody is signed in. */
  readonly organization: string | null
}

const nothingChanged = 'Nothing was changed.'
const words = (what: string, meaning: string, todo: string): ErrorWords => ({ what, meaning, todo })

/** The words for every way in which a command can fail. */
export function errorWordsOf(error: AppError, context: WordsContext): ErrorWords {
  switch (error.code) {
    case 'invalid_request': {
      const places = error.issues.map(({ path, rule }) => `${path}: ${rule}`).join(', ')
      return words(`Hygiara Keys didn't send this (${places}).`, nothingChanged, 'Change it and try again.')
    }
    case 'unexpected':
      return words(
        `Hygiara Keys has a fault of its own. It is recorded as ${error.incidentId}.`,
        '',
        'Refresh to see what Hygiara has now, then try again.'
      )
    case 'cancelled':
      return words('Cancelled.', nothingChanged, '')
    case 'address_refused':
      return addressWords(error.problem)
    case 'server_unreachable':
      return unreachableWords(error.host, error.reason)
    case 'not_hygiara':
      return words(
        `${error.host} answers, but not as Hygiara does.`,
        '',
        'Enter the address at which you open Hygiara in the browser.'
      )
    case 'wrong_credentials':
      return words(
        "Hygiara doesn't accept this e-mail and password together.",
        '',
        'Check both and try again.'
      )
    case 'wrong_token':
      return words("Hygiara doesn't accept this session token.", '', 'Copy it again from the browser.')
    case 'second_factor_needed':
      return words('This account needs a one-time code.', '', 'Enter the code from its authenticator app.')
    case 'not_signed_in':
      return words("You're signed out.", nothingChanged, 'Sign in and try again.')
    case 'session_expired':
      return words('Hygiara has ended your session.', 'Nothing you wrote is lost.', 'Sign in again.')
    case 'forbidden':
      return words(
        `Your account can't manage API keys in ${context.organization === null ? 'this organisation' : nameInText(context.organization)}.`,
        nothingChanged,
        'Ask an owner for the role, or sign in with another account.'
      )
    case 'not_offered':
      return words(notOfferedWords(error.what), nothingChanged, '')
    case 'endpoints_unclear':
      return words(
        "This server's reference leaves open which requests are meant.",
        nothingChanged,
        'Sign in, and answer what is asked.'
      )
    case 'endpoints_missing':
      return words(
        `The reference of ${error.host} describes no list of API keys.`,
        nothingChanged,
        'Enter the address of its API, or of another reference.'
      )
    case 'endpoint_refused':
      return words(refusedEndpointWords(error), nothingChanged, 'Choose another one.')
    case 'reference_not_read':
      return words("The server's reference couldn't be read again.", nothingChanged, 'Look again.')
    case 'rate_limited':
      return words(
        'Hygiara asked us to slow down.',
        nothingChanged,
        `Try again in ${error.retryAfterSeconds} s.`
      )
    case 'server_error':
      return words(
        `Hygiara had a problem (${error.status}).`,
        error.requestId === null ? '' : `Its support can find it as ${nameInText(error.requestId)}.`,
        'Try again in a moment.'
      )
    case 'key_refused':
      return words(
        [
          error.name === null ? null : nameProblemWords(error.name),
          error.expiry === null ? null : expiryProblemWords(error.expiry)
        ]
          .filter((each) => each !== null)
          .join(' ') || 'Hygiara refused this key.',
        'No key was created.',
        ''
      )
    case 'key_not_found':
      return words('Hygiara no longer has this key.', 'Nothing can use it any more.', 'Refresh the list.')
    case 'create_outcome_unknown':
      return words(
        `Hygiara may have created ${nameInText(error.name)}, but its answer was lost, so nobody has the key.`,
        '',
        'The list says what became of it, and offers to put it right.'
      )
    case 'create_running':
      return words(
        `Hygiara is still creating ${nameInText(error.name)}.`,
        'Nothing was created a second time.',
        'The list says in a moment what became of it.'
      )
    case 'create_replayed':
      return words(
        `Hygiara has created ${nameInText(error.name)} already, but that answer was lost, so nobody has the key.`,
        'Nothing was created a second time.',
        'The list offers to put it right.'
      )
    case 'idempotency_key_reused':
      return words(
        'Hygiara took this press for an earlier one with another name or expiry.',
        'Nothing was created.',
        'Press the button again: it counts as a new one.'
      )
    case 'revoke_outcome_unknown':
      return words(
        `Hygiara's answer was lost, so ${nameInText(error.name)} may or may not be revoked.`,
        'The list is being read again.',
        'If the key is still there, revoke it again.'
      )
    case 'create_not_recorded':
      return words(
        "It couldn't be written down on this computer that a key is about to be created.",
        'No key was created.',
        "Check that the disk isn't full, then try again."
      )
    case 'create_in_progress':
      return words('A key is already being created.', '', 'Finish that one first.')
    case 'secret_gone':
      return words(
        'The value of this key is gone.',
        'Nobody can get it back, and the key is still active.',
        'Revoke this key and create a new one.'
      )
    case 'clipboard_refused':
      return words("The clipboard didn't take the key.", '', 'Save it to the keychain instead.')
    case 'secret_not_shown':
      return words("The key couldn't be shown.", 'It is still held here.', 'Copy or save it instead.')
    case 'keychain_failed':
      return words(
        keychainProblemWords(error.problem, context.keychainName),
        '',
        keychainAdvice(error.problem, context.keychainName)
      )
    case 'keychain_item_unknown':
      return words("This item isn't in the list any more.", '', 'Open the settings again to see what is.')
    case 'keychain_item_exists':
      return words(
        `${context.keychainName} already has ${nameInText(error.service)} / ${nameInText(error.account)}, with another value.`,
        '',
        'Replace it, or keep it and copy this key instead.'
      )
    case 'local_hygiara_failed':
      return localWords(error.problem)
    case 'records_not_kept':
      return words("Your notes can't be kept on this computer.", 'They last until you quit Hygiara Keys.', '')
    case 'view_refused':
      return words("The view can't be kept like this.", viewProblemWords(error.problem), '')
    case 'history_unreadable':
      return words(notKeptInventoryWords(error.problem, context.keychainName).text, '', '')
    case 'kept_not_deleted':
      return words(
        "What is kept of this account couldn't be deleted.",
        'It may still be on this computer, sealed.',
        'Try again from the sign-in page.'
      )
    case 'export_not_written':
      return words(
        "The file couldn't be written.",
        '',
        'Check that there is space and that the folder can be written to.'
      )
    case 'settings_not_saved':
      return words(
        "The setting couldn't be saved on this computer.",
        'It lasts until you quit.',
        "Check that the disk isn't full."
      )
  }
}

/** The same as one text. */
export function errorTextOf(error: AppError, context: WordsContext): string {
  const { what, meaning, todo } = errorWordsOf(error, context)
  return joined(what, meaning, todo)
}

/** What happened and what it means, where a button beside it says what to do. */
export function errorFactsOf(error: AppError, context: WordsContext): string {
  const { what, meaning } = errorWordsOf(error, context)
  return joined(what, meaning, '')
}

/** What happened and what to do, for places where nothing could have been changed: signing in, reading. */
export function adviceTextOf(error: AppError, context: WordsContext): string {
  const { what, meaning, todo } = errorWordsOf(error, context)
  return joined(what, meaning === nothingChanged ? '' : meaning, todo)
}

const joined = (...sentences: readonly string[]): string => sentences.filter((each) => each !== '').join(' ')

function addressWords(problem: AddressProblem): ErrorWords {
  switch (problem) {
    case 'not-an-address':
      return words("This isn't a web address.", '', 'Enter one such as https://hygiara.example.com.')
    case 'needs-https':
      return words('Hygiara Keys signs in over https only.', '', 'Begin the address with https://.')
    case 'has-credentials':
      return words('This address contains a user name or password.', '', 'Take out the part before the @.')
  }
}

function unreachableWords(host: string, reason: UnreachableReason): ErrorWords {
  switch (reason) {
    case 'refused':
      return words(`Nothing answers at ${host}.`, nothingChanged, 'Check the address and its port.')
    case 'name-not-found':
      return words(`${host} can't be found.`, nothingChanged, 'Check the address and your connection.')
    case 'timed-out':
      return words(`${host} didn't answer in time.`, nothingChanged, 'Check your connection and try again.')
    case 'certificate':
      return words(
        `${host} has a certificate that this computer doesn't trust.`,
        'Nothing was sent.',
        'Ask whoever runs the server.'
      )
    case 'connection-lost':
      return words(`The connection to ${host} broke off.`, '', 'Check your connection and try again.')
  }
}

function localWords(problem: (AppError & { code: 'local_hygiara_failed' })['problem']): ErrorWords {
  switch (problem) {
    case 'did-not-start':
      return words("Hygiara couldn't be started on this computer.", '', 'Try again, or sign in to a server.')
    case 'no-answer':
      return words("Hygiara was started on this computer but doesn't answer.", '', 'Try again.')
    case 'data-unreadable':
      return words(
        "The data of the local Hygiara can't be read.",
        'It was left as it is.',
        'Sign in to a server instead.'
      )
  }
}

/** Said at the field of a one-time code that Hygiara refused. */
export const refusedCodeWords = "Hygiara doesn't accept this code. Wait for the next one: each counts once."
