import { createHmac } from 'node:crypto'
import { inspect } from 'node:util'

const redacted = '[secret]'

/**
 * A value that must not be seen: a key, a token, a password. Whoever logs, serialises or interpolates it gets
 * `[secret]`; only `reveal` gives the text, so the places that do are few and can be found by name.
 */
export class SecretValue {
  readonly #bytes: Buffer
  #isWiped = false

  private constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  /** Holds a copy of the text. The text itself stays in the engine's heap until it is collected: strings cannot be wiped. */
  static of(text: string): SecretValue {
    return new SecretValue(Buffer.from(text, 'utf8'))
  }

  /** The text. Call it where the value leaves for its destination, never earlier. */
  reveal(): string {
    return this.#bytes.toString('utf8')
  }

  /** The last four characters, which a person may see to recognise the key. */
  get last4(): string {
    return this.reveal().slice(-4)
  }

  equals(other: SecretValue): boolean {
    return this.#bytes.equals(other.#bytes)
  }

  /** HMAC-SHA-256 of the value in hex, which recognises it and gives it to nobody. */
  hmac(key: Buffer): string {
    return createHmac('sha256', key).update(this.#bytes).digest('hex')
  }

  get isWiped(): boolean {
    return this.#isWiped
  }

  /** Overwrites the bytes. Afterwards `reveal` gives NUL characters. */
  wipe(): void {
    this.#bytes.fill(0)
    this.#isWiped = true
  }

  toString(): string {
    return redacted
  }

  toJSON(): string {
    return redacted
  }

  [inspect.custom](): string {
    return redacted
  }
}
