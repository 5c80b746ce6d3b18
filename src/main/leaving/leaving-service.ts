import type { LeaveChoice, LeaveReason, Leaving } from '../../shared/leaving.ts'
import { done, err, type Result } from '../../shared/result.ts'
import type { ApiKeyService } from '../api-keys/api-key-service.ts'
import type { SecretHandoff } from '../handoff/secret-handoff.ts'
import type { Publish } from '../ports.ts'
import { SnapshotTopic } from '../snapshot-topic.ts'

/**
 * The one door for leaving. Whoever wants to close, quit, navigate away or sign out asks here; while a key has been
 * handed to nobody, the person is asked first.
 */
export class LeavingService {
  readonly topic: SnapshotTopic<Leaving>
  readonly #handoff: SecretHandoff
  readonly #apiKeys: ApiKeyService
  #waiting: { readonly promise: Promise<boolean>; readonly settle: (mayLeave: boolean) => void } | null = null

  constructor(handoff: SecretHandoff, apiKeys: ApiKeyService, publish: Publish) {
    this.#handoff = handoff
    this.#apiKeys = apiKeys
    this.topic = new SnapshotTopic<Leaving>({ question: null }, (snapshot) =>
      publish('leaving:changed', snapshot)
    )
  }

  /**
   * Answers whether the person may leave. When they may, the secret step has ended and its value is gone.
   * Two askers at the same time get the same answer.
   */
  async requestLeave(reason: LeaveReason): Promise<boolean> {
    // A key that is being created would otherwise be there with nobody left to take its value.
    await this.#apiKeys.createSettled()
    const open = this.#handoff.open
    if (!open) return true
    if (open.deliveries.length > 0) {
      this.#handoff.close()
      return true
    }
    this.#waiting ??= withSettle()
    const asked = this.#question()
    this.topic.set({
      question: asked
        ? { ...asked, reason }
        : { reason, keyName: open.key.name, isRevoking: false, error: null }
    })
    return this.#waiting.promise
  }

  async answer(choice: LeaveChoice): Promise<Result<null>> {
    const question = this.#question()
    if (!question || question.isRevoking) return done
    if (choice === 'revoke') {
      const open = this.#handoff.open
      this.topic.set({ question: { ...question, isRevoking: true, error: null } })
      const revoked = open ? await this.#apiKeys.revoke(open.key.id) : done
      // A key that is already gone is what was wanted.
      if (!revoked.ok && revoked.error.code !== 'key_not_found') {
        // The reason may have changed meanwhile: another way out asks at the same door.
        const { reason } = this.#question() ?? question
        this.topic.set({ question: { ...question, reason, isRevoking: false, error: revoked.error } })
        return err(revoked.error)
      }
    }
    const mayLeave = choice !== 'keep-open'
    if (mayLeave) this.#handoff.close()
    this.topic.set({ question: null })
    this.#waiting?.settle(mayLeave)
    this.#waiting = null
    return done
  }

  #question(): Leaving['question'] {
    return this.topic.value.question
  }
}

function withSettle(): { promise: Promise<boolean>; settle: (mayLeave: boolean) => void } {
  let settle: (mayLeave: boolean) => void = () => undefined
  const promise = new Promise<boolean>((resolve) => {
    settle = resolve
  })
  return { promise, settle }
}
