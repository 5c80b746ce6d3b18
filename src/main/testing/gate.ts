/** A door in a double: closed, whoever comes waits in front of it. */
export class Gate {
  #opened = Promise.resolve()
  #open: () => void = () => undefined
  #isOpen = true

  get isOpen(): boolean {
    return this.#isOpen
  }

  close(): void {
    this.#isOpen = false
    this.#opened = new Promise((resolve) => {
      this.#open = resolve
    })
  }

  open(): void {
    this.#isOpen = true
    this.#open()
  }

  /** Resolves when the door is open (`true`) or the signal ends the wait (`false`). */
  async passed(signal?: AbortSignal): Promise<boolean> {
    if (signal?.aborted) return false
    let onAbort: () => void = () => undefined
    const aborted = new Promise<void>((resolve) => {
      onAbort = resolve
    })
    signal?.addEventListener('abort', onAbort)
    await Promise.race([this.#opened, aborted])
    signal?.removeEventListener('abort', onAbort)
    return !signal?.aborted
  }
}
