import { hkdfSync, randomBytes } from 'node:crypto'
import { err, ok, type Result } from '../../shared/result.ts'
import { itemOfDataKey } from '../keychain-items.ts'
import type { DataKey, DataKeyProblem, Keychain, SubKeyLabel } from '../ports.ts'
import { SecretValue } from '../secret-value.ts'

const keyBytes = 32
const textOfKey = /^[A-Za-z0-9_-]{43}$/u

type Asked<Value> = Promise<Result<Value, DataKeyProblem>>

/**
 * The data key in the OS keychain: 256 random bits, made when they are first needed, held in memory until the app
 * quits. However many ask at once, the keychain is asked once. A failure is not remembered: the next one asks again.
 */
export class KeychainDataKey implements DataKey {
  readonly #keychain: Keychain
  #key: SecretValue | null = null
  #reading: Asked<SecretValue | null> | null = null
  #making: Asked<SecretValue> | null = null
  #isOver = false

  constructor(keychain: Keychain) {
    this.#keychain = keychain
  }

  async use<Value>(
    label: SubKeyLabel,
    ifAbsent: 'make' | 'leave',
    work: (subKey: Buffer) => Value
  ): Promise<Result<Value, DataKeyProblem>> {
    const key = await this.#get(ifAbsent)
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

  async #get(ifAbsent: 'make' | 'leave'): Asked<SecretValue> {
    if (this.#isOver) return err('cancelled')
    if (this.#key) return ok(this.#key)
    this.#reading ??= this.#read().finally(() => (this.#reading = null))
    const read = await this.#reading
    if (!read.ok) return read
    if (read.value) return ok(read.value)
    // Somebody who asked together with us may have made one by now.
    if (this.#key) return ok(this.#key)
    if (ifAbsent === 'leave') return err('absent')
    // Only now that the keychain itself has said that there is none: a key that cannot be read is not replaced.
    this.#making ??= this.#make().finally(() => (this.#making = null))
    return this.#making
  }

  async #read(): Asked<SecretValue | null> {
    const read = await this.#keychain.read(itemOfDataKey)
    if (!read.ok || read.value === null) return read
    if (!textOfKey.test(read.value.reveal())) {
      read.value.wipe()
      return err('not-ours')
    }
    return ok(this.#keep(read.value))
  }

  async #make(): Asked<SecretValue> {
    const bytes = randomBytes(keyBytes)
    const made = SecretValue.of(bytes.toString('base64url'))
    bytes.fill(0)
    const written = await this.#keychain.write(itemOfDataKey, made)
    if (written.ok) return ok(this.#keep(made))
    // It may be there all the same (a keychain that answered too late): whoever asks next reads first.
    made.wipe()
    return written
  }

  #keep(key: SecretValue): SecretValue {
    this.#key = key
    if (this.#isOver) key.wipe()
    return key
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
