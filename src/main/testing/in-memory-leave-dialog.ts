import type { LeaveChoice } from '../../shared/leaving.ts'
import type { LeaveDialog, LeaveDialogQuestion } from '../ports.ts'

/** A dialog of the system that a test looks at and answers. */
export class InMemoryLeaveDialog implements LeaveDialog {
  readonly asked: LeaveDialogQuestion[] = []
  #answer: ((choice: LeaveChoice | null) => void) | null = null

  get isOpen(): boolean {
    return this.#answer !== null
  }

  ask(question: LeaveDialogQuestion, signal: AbortSignal): Promise<LeaveChoice | null> {
    this.asked.push(question)
    return new Promise((resolve) => {
      this.#answer = (choice) => {
        this.#answer = null
        resolve(choice)
      }
      signal.addEventListener('abort', () => this.#answer?.(null), { once: true })
    })
  }

  /** Presses one of its buttons. */
  choose(choice: LeaveChoice): void {
    this.#answer?.(choice)
  }
}
