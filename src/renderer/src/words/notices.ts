import type { Notice } from '../../../shared/notice.ts'
import { systemTimeStyle } from './dates.ts'
import { firstUsedWords } from './first-use.ts'
import { keychainProblemWords } from './keychain.ts'
import { nameInText } from './names.ts'
import { recordsSetAsideWords } from './records.ts'

/** What happened behind the person's back, and what follows from it. */
export function noticeWords(notice: Notice, keychainName: string): string {
  switch (notice.kind) {
    case 'settings-were-unreadable':
      return `The settings on this computer couldn't be read. They were set aside as ${notice.keptAs}, and new ones begun.`
    case 'settings-not-saved':
      return "The settings couldn't be saved on this computer. They last until you quit."
    case 'records-were-unreadable':
      return recordsSetAsideWords(notice, keychainName)
    case 'key-left-on-clipboard':
      return notice.isCleared
        ? 'A key was still on the clipboard from before the app ended unexpectedly. It was cleared.'
        : "Couldn't clear the clipboard. A key from before the app ended unexpectedly is still there. Copy anything else to replace it."
    case 'endpoints-changed':
      return notice.needsAnswer
        ? "The server's reference has changed and leaves something open. Until you answer, it is off."
        : "The server's reference has changed. What the app sends has changed with it."
    case 'session-not-kept':
      return `${keychainProblemWords(notice.problem, keychainName)} You're signed in, but only until you quit.`
    case 'session-cannot-stay':
      return "You're signed in, but only until you quit: this server has no way to renew a session."
    case 'local-password-not-kept':
      return `${keychainProblemWords(notice.problem, keychainName)} The local Hygiara works, but only until you quit.`
    case 'session-left-at-server':
      return "You're signed out here, but Hygiara couldn't be told. The session ends there when its time is up."
    case 'session-left-in-keychain':
      return `${keychainProblemWords(notice.problem, keychainName)} You're signed out, but the renewal token is still in it.`
    case 'key-first-used':
      return firstUsedWords(notice, Date.now(), systemTimeStyle())
    case 'key-left-behind':
      return leftBehindWords(notice.keyName)
  }
}

/** What is said of a key that was left although nobody has it. */
export function leftBehindWords(keyName: string): string {
  return `Nobody has ${nameInText(keyName)}. It stays active.`
}
