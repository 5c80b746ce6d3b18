import type { AppError } from '../../../shared/app-error.ts'

/** What a server cannot be asked for, why, and what can be done instead. */
export function notOfferedWords(what: (AppError & { code: 'not_offered' })['what']): string {
  switch (what) {
    case 'create':
      return "This server's API has no known operation that creates keys. Create them on its own page."
    case 'revoke':
      return "This server's API has no known way to revoke one key. Revoke it on its own page."
    case 'expiry':
      return "This server's keys can't be given an expiry. A key works until it's revoked."
    case 'key-test':
      return "This server's API has no known request with which a key can be tried."
    case 'sign-in':
      return "This server's API has no sign-in with a password. Paste the token of a session begun on its own page."
    case 'read':
      return "This server's API has no known request for this."
    case 'refresh':
      return "This server's sessions can't be renewed. Sign in again when one ends."
  }
}

/** The same where there is room for a few words only. */
export const notOfferedShortly = "This server doesn't offer it"
