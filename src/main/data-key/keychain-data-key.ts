import { hkdfSync, randomBytes } from 'node:crypto'
import type { KeychainProblem } from '../../shared/app-error.ts'
import { err, ok, type Result } from '../../shared/result.ts'
import { itemOfDataKey } from '../keychain-items.ts'
import type { DataKey, DataKeyProblem, Keychain, SubKeyLabel } from '../ports.ts'
import { SecretValue } from '../secret-value.ts'

const keyBytes = 32
const textOfKey = /^[A-Za-z0-9_-]{43}$/u

// A keychain that is used without the person's knowing does not keep them from using it for longer than that.
const patienceMs = 5_000

type Asked<Value> = Promise<Result<Value, DataKeyProblem>>

/**
 * The data key in the OS keychain: 256 random bits, made when they are first needed, held in memory until the app
 * quits. However many ask at once, the keychain is asked once. A failure is not remembered: the next one asks again.
 */
export class KeychainDataKey implements DataKey {
  readonly #keychain: Keychain
  readonly #patienceMs: number
  /** Under way: with whom the person may be asked something, and with whom not. */
  readonly #reading = new Map<boolean, Asked<SecretValue | null>>()
  #making: Asked<SecretValue> | null = null
  #key: SecretValue | null = null
  #isOver = false

  constructor(keychain: Keychain, quietPatienceMs = patienceMs) {
    this.#keychain = keychain
    this.#patienceMs = quietPatienceMs
  }

  async use<Value>(
    label: SubKeyLabel,
    ifAbsent: 'make' | 'leave',
    mayAsk: boolean,
    work: (subKey: Buffer) => Value
  ): Promise<Result<Value, DataKeyProblem>> {
    const key = await this.#get(ifAbsent, mayAsk)
    if (!key.ok) return key
    // The app may have begun to quit in the meantime, and a key of NUL bytes would seal what nobody can open again.
    if (this.#isOver) return err('cancelled')
    const subKey = derive(key.value, label)
    try {
      return ok(work(subKey))
    } finally {
      subKey.fill(0)
    }
  }

  /** Overwrites the key for good: the app is quitting. */
  wipe(): void {
    this.#isOver = true
    this.#key?.wipe()
  }

  async #get(ifAbsent: 'make' | 'leave', mayAsk: boolean): Asked<SecretValue> {
    if (this.#isOver) return err('cancelled')
    if (this.#key) return ok(this.#key)
    const reading =
      this.#reading.get(mayAsk) ?? this.#read(mayAsk).finally(() => this.#reading.delete(mayAsk))
    this.#reading.set(mayAsk, reading)
    const read = await reading
    if (!read.ok) return read
    if (read.value) return ok(read.value)
    if (ifAbsent === 'leave') return err('absent')
    // Only now that the keychain itself has said that there is none: a key that cannot be read is not replaced.
    this.#making ??= this.#make(mayAsk).finally(() => (this.#making = null))
    return this.#making
  }

  async #read(mayAsk: boolean): Asked<SecretValue | null> {
    const read = await this.#patiently(mayAsk, (signal) =>
      this.#keychain.read(itemOfDataKey, signal, !mayAsk)
    )
    if (!read.ok || read.value === null) return read
    if (!textOfKey.test(read.value.reveal())) {
      read.value.wipe()
      return err('not-ours')
    }
    return ok(this.#keep(read.value))
  }

  async #make(mayAsk: boolean): Asked<SecretValue> {
    // Somebody who asked together with us may have made one by now.
    if (this.#key) return ok(this.#key)
    const bytes = randomBytes(keyBytes)
    const made = SecretValue.of(bytes.toString('base64url'))
    bytes.fill(0)
    const written = await this.#patiently(mayAsk, (signal) =>
      this.#keychain.write(itemOfDataKey, made, signal)
    )
    if (written.ok) return ok(this.#keep(made))
    // It may be there all the same (a keychain that answered too late): whoever asks next reads first.
    made.wipe()
    return written
  }

  /** A person decides how long to wait for what they were asked; what nobody asked for is given up soon. */
  async #patiently<Value>(
    mayAsk: boolean,
    use: (signal?: AbortSignal) => Promise<Result<Value, KeychainProblem>>
  ): Promise<Result<Value, KeychainProblem>> {
    if (mayAsk) return use()
    const used = await use(AbortSignal.timeout(this.#patienceMs))
    return !used.ok && used.error === 'cancelled' ? err('no-answer') : used
  }

  #keep(key: SecretValue): SecretValue {
    // Two may have read it side by side.
    if (this.#key && this.#key !== key) key.wipe()
    this.#key ??= key
    if (this.#isOver) this.#key.wipe()
    return this.#key
  }
}

function derive(key: SecretValue, label: SubKeyLabel): Buffer {
  const bytes = Buffer.from(key.reveal(), 'base64url')
  try {
    return Buffer.from(hkdfSync('sha256', bytes, '', `hygiara-keys/${label}`, keyBytes))
  } finally {
    bytes.fill(0)
  }
}
