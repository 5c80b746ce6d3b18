import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Clipboard, ClipboardDebt } from '../ports.ts'
import type { SecretValue } from '../secret-value.ts'

/**
 * What became of a value on the clipboard. `replaced`: it is there no longer, by somebody else's doing. `given-up`:
 * cleared, but nothing can be seen at the moment that would prove it; `unseen`: not even whether it was there.
 */
export type ClearOutcome = 'cleared' | 'replaced' | 'given-up' | 'unseen' | 'not-cleared'

/** Whether nothing is left to do. */
export function isSettled(outcome: ClearOutcome): outcome is 'cleared' | 'replaced' {
  return outcome === 'cleared' || outcome === 'replaced'
}

/** By which a value is recognised without keeping it: a keyed hash, with another key each time. */
export class ClipboardMark {
  readonly #salt: Buffer
  readonly #hash: Buffer

  private constructor(salt: Buffer, hash: Buffer) {
    this.#salt = salt
    this.#hash = hash
  }

  static of(secret: SecretValue): ClipboardMark {
    const salt = randomBytes(32)
    return new ClipboardMark(salt, hashOf(salt, secret.reveal()))
  }

  static fromDebt({ salt, hash }: ClipboardDebt): ClipboardMark {
    return new ClipboardMark(Buffer.from(salt, 'hex'), Buffer.from(hash, 'hex'))
  }

  /** @param deadline milliseconds since 1970 */
  toDebt(deadline: number): ClipboardDebt {
    return {
      salt: this.#salt.toString('hex'),
      hash: this.#hash.toString('hex'),
      deadline: new Date(deadline).toISOString()
    }
  }

  matches(text: string): boolean {
    return timingSafeEqual(hashOf(this.#salt, text), this.#hash)
  }
}

/**
 * Clears clipboard and selection where they hold the marked value, and nothing else; looks again before it answers.
 *
 * @param wasGivenUp whether an earlier call found it, cleared it and could not look again
 */
export async function clearIfMarked(
  clipboard: Clipboard,
  mark: ClipboardMark,
  wasGivenUp = false
): Promise<ClearOutcome> {
  try {
    const isThere = mark.matches(await clipboard.readText())
    if (isThere) await clipboard.clear()
    const isSelected = await clearSelectionIfMarked(clipboard, mark)
    if (isSelected || mark.matches(await clipboard.readText())) return 'not-cleared'
    const isOurDoing = isThere || wasGivenUp
    if (!clipboard.canConfirm('clear')) return isOurDoing ? 'given-up' : 'unseen'
    return isOurDoing ? 'cleared' : 'replaced'
  } catch {
    // A clipboard that cannot be read or cleared still holds the value as far as anybody knows.
    return 'not-cleared'
  }
}

/** Answers whether the selection still holds the value afterwards. */
async function clearSelectionIfMarked(clipboard: Clipboard, mark: ClipboardMark): Promise<boolean> {
  const isSelected = async () => mark.matches(await clipboard.readSelection().catch(() => ''))
  if (!(await isSelected())) return false
  await clipboard.clearSelection()
  return isSelected()
}

function hashOf(salt: Buffer, text: string): Buffer {
  return createHmac('sha256', salt).update(text, 'utf8').digest()
}
