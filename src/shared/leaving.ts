import type { AppError } from './app-error.ts'

/** Why somebody wants to leave the secret step. Every way out asks at the same door. */
export type LeaveReason = 'close-secret' | 'navigate' | 'sign-out' | 'close-window' | 'quit' | 'shutdown'

/** The reasons that start in a screen; the others start in the operating system. */
export const screenLeaveReasons = ['close-secret', 'navigate', 'sign-out'] as const

export const leaveChoices = ['keep-open', 'revoke', 'close-anyway'] as const
export type LeaveChoice = (typeof leaveChoices)[number]

/** The question that the door asks while a key has been handed to nobody. */
export interface Leaving {
  readonly question: {
    readonly reason: LeaveReason
    readonly keyName: string
    /** It was copied, and the copy replaced by this app: only the person knows whether it was pasted. */
    readonly isOverwritten: boolean
    readonly isRevoking: boolean
    /** Why *Revoke this key* failed; the question stays. */
    readonly error: AppError | null
  } | null
}

/** What the question is called, in the page as in a dialog of the system. */
export function leaveTitleOf({
  reason,
  isOverwritten
}: Pick<NonNullable<Leaving['question']>, 'reason' | 'isOverwritten'>): string {
  const leave = reason === 'shutdown' ? 'Shut down' : 'Close'
  return `${leave} without copying this key${isOverwritten ? ' again' : ''}?`
}
