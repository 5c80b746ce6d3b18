import { err, type Result } from '../../shared/result.ts'
import type { Clock, SecretWindow, ShownKey } from '../ports.ts'
import type { SecretValue } from '../secret-value.ts'
import { drawKey } from './key-picture.ts'

/** How long a key may be seen before its window goes by itself. */
export const showForMs = 30_000

interface Showing {
  readonly opening: Promise<Result<null>>
  readonly isOver: () => boolean
}

/** Shows the key of the secret step in its own window, for a short time, and knows until when. */
export class ShownSecret {
  readonly #window: SecretWindow
  readonly #clock: Clock
  #showing: Showing | null = null

  constructor(window: SecretWindow, clock: Clock) {
    this.#window = window
    this.#clock = clock
  }

  /**
   * Shows the value. A second press while it is shown does nothing.
   *
   * @param onChange hears until when it is shown (milliseconds since 1970), and `null` when it no longer is, whoever
   *   closed it
   */
  show(secret: SecretValue, key: ShownKey, onChange: (until: number | null) => void): Promise<Result<null>> {
    if (this.#showing && !this.#showing.isOver()) return this.#showing.opening
    let isOver = false
    let cancelTimer: () => void = () => undefined
    const over = () => {
      isOver = true
      cancelTimer()
      onChange(null)
    }
    const opening = this.#window
      .show((colours) => drawKey(secret, colours), key, over)
      .then((opened) => {
        if (!opened.ok) isOver = true
        // A value that was wiped meanwhile cannot be drawn, and nobody wants it to be.
        if (isOver) return opened.ok || secret.isWiped ? err({ code: 'cancelled' } as const) : opened
        cancelTimer = this.#clock.after(showForMs, () => void this.hide())
        onChange(this.#clock.now() + showForMs)
        return opened
      })
    this.#showing = { opening, isOver: () => isOver }
    return opening
  }

  /** Takes the value off the screen; resolves when nothing that drew it is left. */
  async hide(): Promise<void> {
    await this.#window.close()
  }
}
