import type { LeaveReason } from '../../../shared/leaving.ts'
import { bridge } from '../bridge.ts'
import { handoffMirror } from '../mirrors.ts'

type ScreenReason = Extract<LeaveReason, 'close-secret' | 'navigate' | 'sign-out'>

/**
 * The one way out of the secret step: asks main, which may ask the person, and calls `proceed` only when the step
 * has ended. Without a secret there is nothing to ask.
 */
export async function leave(reason: ScreenReason, proceed: () => void): Promise<void> {
  if (handoffMirror.get()?.open) {
    const answer = await bridge['leaving:request']({ reason })
    if (!answer.ok || !answer.value.mayLeave) return
  }
  proceed()
}
