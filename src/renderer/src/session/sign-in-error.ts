import type { AppError } from '../../../shared/app-error.ts'

/** The field that has to be changed, or the form as a whole. */
export type SignInPlace = 'server' | 'questions' | 'password' | 'token' | 'code' | 'form'

/**
 * Where the sign-in form shows an error. With a one-time code sent along, Hygiara has already accepted the password
 * once: what it refuses then is the code.
 */
export function placeOfSignInError(error: AppError, hasSentCode: boolean): SignInPlace {
  switch (error.code) {
    case 'address_refused':
    case 'server_unreachable':
    case 'not_hygiara':
    case 'endpoints_missing':
      return 'server'
    case 'endpoints_unclear':
      return 'questions'
    case 'wrong_token':
      return 'token'
    case 'not_offered':
      return error.what === 'sign-in' ? 'token' : 'form'
    case 'wrong_credentials':
      return hasSentCode ? 'code' : 'password'
    case 'second_factor_needed':
      return 'code'
    case 'invalid_request':
    case 'unexpected':
    case 'cancelled':
    case 'not_signed_in':
    case 'session_expired':
    case 'forbidden':
    case 'endpoint_refused':
    case 'reference_not_read':
    case 'rate_limited':
    case 'server_error':
    case 'key_refused':
    case 'key_not_found':
    case 'create_outcome_unknown':
    case 'create_running':
    case 'create_replayed':
    case 'idempotency_key_reused':
    case 'revoke_outcome_unknown':
    case 'create_not_recorded':
    case 'create_in_progress':
    case 'secret_gone':
    case 'secret_not_shown':
    case 'clipboard_refused':
    case 'keychain_failed':
    case 'keychain_item_unknown':
    case 'keychain_item_exists':
    case 'local_hygiara_failed':
    case 'records_not_kept':
    case 'view_refused':
    case 'settings_not_saved':
    case 'export_not_written':
    case 'history_unreadable':
    case 'kept_not_deleted':
      return 'form'
  }
}
