import { isHandedOver, isOverwritten } from '../../shared/handoff.ts'
import type { LeaveChoice, LeaveReason, Leaving } from '../../shared/leaving.ts'
import { done, err, type Result } from '../../shared/result.ts'
import type { ApiKeyService } from '../api-keys/api-key-service.ts'
import type { SecretHandoff } from '../handoff/secret-handoff.ts'
import type { Clock, LeaveDialog, Publish } from '../ports.ts'
import { SnapshotTopic } from '../snapshot-topic.ts'

/** How long a page may take to show the question before the system asks instead. */
export const pagePatienceMs = 4_000

interface LeavingDependencies {
  readonly handoff: SecretHandoff
  readonly apiKeys: ApiKeyService
  /** Asks where no page does. */
  readonly dialog: LeaveDialog
  readonly clock: Clock
  readonly publish: Publish
}

/**
 * The one door for leaving. Whoever wants to close, quit, navigate away or sign out asks here; while a key has been
 * handed to nobody, the person is asked first: by the page, or by the system when the page does not come to it.
 */
export class LeavingService {
  readonly topic: SnapshotTopic<Leaving>
  readonly #handoff: SecretHandoff
  readonly #apiKeys: ApiKeyService
  readonly #dialog: LeaveDialog
  readonly #clock: Clock
  #waiting: { readonly promise: Promise<boolean>; readonly settle: (mayLeave: boolean) => void } | null = null
  #cancelPatience: () => void = () => undefined
  #openDialog: AbortController | null = null

  constructor({ handoff, apiKeys, dialog, clock, publish }: LeavingDependencies) {
    this.#handoff = handoff
    this.#apiKeys = apiKeys
    this.#dialog = dialog
    this.#clock = clock
    this.topic = new SnapshotTopic<Leaving>({ question: null }, (snapshot) =>
      publish('leaving:changed', snapshot)
    )
    // Nobody has answered in all that time, so nobody leaves: what became of the key is to be seen.
    handoff.whenTimeIsOver(() => this.#finish(false))
  }

  /** Whether somebody who leaves now would be asked, as far as that is known without waiting. */
  get wouldAsk(): boolean {
    return (
      this.#apiKeys.isCreating ||
      (this.#handoff.open !== null && !isHandedOver(this.#handoff.open.deliveries))
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
    if (isHandedOver(open.deliveries)) {
      this.#handoff.close()
      // Somebody may have been asked before it was handed over: there is nothing left to answer.
      this.#finish(true)
      return true
    }
    this.#waiting ??= withSettle()
    const asked = this.#question()
    this.topic.set({
      question: {
        ...(asked ?? { keyName: open.key.name, isRevoking: false, error: null }),
        reason,
        isOverwritten: isOverwritten(open.deliveries)
      }
    })
    // Also for a question that was there: its page may have stopped answering since.
    this.#cancelPatience()
    this.#cancelPatience = this.#clock.after(pagePatienceMs, () => void this.#askInDialog())
    return this.#waiting.promise
  }

  /** The question is on the screen. */
  seen(): void {
    this.#cancelPatience()
    this.#openDialog?.abort()
  }

  async answer(choice: LeaveChoice): Promise<Result<null>> {
    const question = this.#question()
    if (!question || question.isRevoking) return done
    const open = this.#handoff.open
    if (choice === 'revoke') {
      this.topic.set({ question: { ...question, isRevoking: true, error: null } })
      const revoked = open ? await this.#apiKeys.revoke(open.key.id) : done
      // The time of the step may have ended meanwhile, and another one begun that nobody was asked about.
      if (this.#handoff.open?.handle !== open?.handle) return revoked
      // A key that is already gone is what was wanted.
      if (!revoked.ok && revoked.error.code !== 'key_not_found') {
        // The reason may have changed meanwhile: another way out asks at the same door.
        const { reason } = this.#question() ?? question
        this.topic.set({ question: { ...question, reason, isRevoking: false, error: revoked.error } })
        return err(revoked.error)
      }
    }
    if (choice === 'close-anyway') await this.#handoff.leaveBehind()
    if (choice === 'revoke') this.#handoff.close()
    this.#finish(choice !== 'keep-open')
    return done
  }

  #finish(mayLeave: boolean): void {
    this.#cancelPatience()
    this.#openDialog?.abort()
    if (this.#question()) this.topic.set({ question: null })
    this.#waiting?.settle(mayLeave)
    this.#waiting = null
  }

  /** Asks until there is an answer, or the page has come to it after all. */
  async #askInDialog(): Promise<void> {
    if (this.#openDialog) return
    const abort = new AbortController()
    this.#openDialog = abort
    let hasFailed = false
    let question = this.#question()
    while (question) {
      const { keyName, reason, isOverwritten: wasTaken } = question
      const choice = await this.#dialog.ask(
        { keyName, reason, hasFailed, isOverwritten: wasTaken },
        abort.signal
      )
      if (choice === null) break
      hasFailed = !(await this.answer(choice)).ok
      question = abort.signal.aborted ? null : this.#question()
    }
    this.#openDialog = null
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
