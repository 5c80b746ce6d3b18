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
    case 'intents-were-unreadable':
      return intentsSetAsideWords(notice.keptAs)
    case 'intents-not-read':
      return "What was written down about keys being created couldn't be read from this computer. Hygiara may have a key that nobody has: look in the list for one that nobody knows."
    case 'intent-not-removed':
      return `It couldn't be written down on this computer that ${nameInText(notice.keyName)} was handed over or settled. The next start may ask about it once more.`
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
  }
}

function intentsSetAsideWords(keptAs: readonly string[]): string {
  const [first = ''] = keptAs
  const where =
    keptAs.length === 1 ? `It was set aside as ${first}.` : `They were set aside as ${keptAs.join(', ')}.`
  const what = keptAs.length === 1 ? 'a key' : `${keptAs.length} keys`
  return `What was written down about creating ${what} couldn't be read. ${where} Hygiara may have a key that nobody has: look in the list for one that nobody knows.`
}
