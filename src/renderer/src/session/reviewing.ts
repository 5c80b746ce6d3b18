import type { Session } from '../../../shared/session.ts'

/**
 * Whether nobody is signed in and the kept keys are all there is; also while one more attempt to sign in is under way,
 * so that what says so does not come and go with each.
 */
export function isReviewing({
  standing,
  restoreError
}: Pick<Extract<Session, { state: 'signed-in' }>, 'standing' | 'restoreError'>): boolean {
  return standing === 'review' || (standing === 'restoring' && restoreError !== null)
}
