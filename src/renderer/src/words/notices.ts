import type { Notice } from '../../../shared/notice.ts'
import { keychainProblemWords } from './keychain.ts'

/** What happened behind the person's back, and what follows from it. */
export function noticeWords(notice: Notice, keychainName: string): string {
  switch (notice.kind) {
    case 'settings-were-unreadable':
      return `The settings on this computer couldn't be read. They were set aside as ${notice.keptAs}, and new ones begun.`
    case 'settings-not-saved':
      return "The settings couldn't be saved on this computer. They last until you quit."
    case 'session-not-kept':
      return `${keychainProblemWords(notice.problem, keychainName)} You're signed in, but only until you quit.`
    case 'local-password-not-kept':
      return `${keychainProblemWords(notice.problem, keychainName)} The local Hygiara works, but only until you quit.`
    case 'session-left-at-server':
      return "You're signed out here, but Hygiara couldn't be told. The session ends there when its time is up."
    case 'session-left-in-keychain':
      return `${keychainProblemWords(notice.problem, keychainName)} You're signed out, but the renewal token is still in it.`
  }
}
