import type { NoticeService } from '../notices/notice-service.ts'
import type { Clipboard, ClipboardDebt, ClipboardDebtRecord } from '../ports.ts'
import { clearIfMarked, ClipboardMark, isSettled } from './clipboard-mark.ts'

/**
 * What this app owes the clipboard: written down while a key is on it, and settled by the next start when this one was
 * ended before it could.
 */
export class ClipboardDebts {
  readonly #record: ClipboardDebtRecord
  readonly #clipboard: Clipboard
  readonly #notices: NoticeService
  /** Of earlier starts. */
  #leftOver: readonly ClipboardDebt[] = []
  /** Of this one. */
  #own: readonly ClipboardDebt[] = []

  constructor(record: ClipboardDebtRecord, clipboard: Clipboard, notices: NoticeService) {
    this.#record = record
    this.#clipboard = clipboard
    this.#notices = notices
  }

  /**
   * Writes down what is, or is about to be, on the clipboard. A disk that refuses keeps nobody from copying: the value
   * is shown once, and the record is for the rare case of a crash within seconds.
   */
  async owe(debts: readonly ClipboardDebt[]): Promise<void> {
    this.#own = debts
    await this.#save()
  }

  /** Reads what earlier starts have left, and settles it. */
  async pickUp(): Promise<void> {
    this.#leftOver = await this.#record.read()
    await this.settle()
  }

  /** Settles what is left over, as far as it can be seen now; what cannot stays written down. */
  async settle(): Promise<void> {
    if (this.#leftOver.length === 0) return
    const open: ClipboardDebt[] = []
    for (const debt of this.#leftOver) {
      const outcome = await clearIfMarked(this.#clipboard, ClipboardMark.fromDebt(debt))
      if (!isSettled(outcome)) open.push(debt)
      // Nobody was told of a countdown, so only what was found is worth a word.
      if (outcome === 'cleared' || outcome === 'not-cleared') {
        this.#notices.add({ kind: 'key-left-on-clipboard', isCleared: outcome === 'cleared' })
      }
    }
    this.#leftOver = open
    await this.#save()
  }

  /** Something else is on the clipboard now, for certain. */
  async forgetLeftOver(): Promise<void> {
    this.#leftOver = []
    await this.#save()
  }

  async #save(): Promise<void> {
    await this.#record.write([...this.#leftOver, ...this.#own])
  }
}
