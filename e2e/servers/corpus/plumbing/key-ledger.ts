import { newKeyValue, prefixOf } from '../../../../src/local-hygiara/key-value.ts'
import { sampleKeys } from '../../../../src/local-hygiara/sample-keys.ts'

const day = 86_400_000

/** A key as a server of the corpus holds it; each server shows of it what its framework would. */
export interface HeldKey {
  readonly id: string
  name: string
  /** Kept for tests only; no server lists it. */
  readonly value: string
  readonly prefix: string
  readonly createdAt: Date
  readonly expiresAt: Date | null
  lastUsedAt: Date | null
  revokedAt: Date | null
}

export type KeyState = 'working' | 'expired' | 'revoked'

interface Options {
  readonly count: number
  /** The id of the so-manieth key, counted from 1. */
  readonly newId: (ordinal: number) => string
  /** How many of the oldest are revoked to begin with; for servers that go on listing them. */
  readonly revoked?: number
}

/** The keys of one server, newest first, and what was done to them. */
export class KeyLedger {
  readonly #newId: Options['newId']
  readonly #keys: HeldKey[] = []
  readonly #uses: { readonly value: string; readonly path: string }[] = []
  #created = 0
  #revoked = 0

  constructor({ count, newId, revoked = 0 }: Options) {
    this.#newId = newId
    for (let ordinal = 1; ordinal <= count; ordinal++) this.#keys.unshift(this.#sample(ordinal, count))
    for (const key of this.#keys.slice(count - revoked)) key.revokedAt = daysFromNow(-3)
  }

  /** How many were created since the server started. */
  get createCount(): number {
    return this.#created
  }

  /** How many were revoked since the server started. */
  get revokeCount(): number {
    return this.#revoked
  }

  /** All of them, the revoked ones included. */
  get all(): readonly HeldKey[] {
    return this.#keys
  }

  /** Those that were not revoked, expired ones included. */
  get unrevoked(): readonly HeldKey[] {
    return this.#keys.filter(({ revokedAt }) => revokedAt === null)
  }

  inState(state: KeyState): readonly HeldKey[] {
    return this.#keys.filter((key) => stateOf(key) === state)
  }

  find(id: string): HeldKey | undefined {
    return this.#keys.find((key) => key.id === id)
  }

  create(name: string, expiresAt: Date | null): HeldKey {
    this.#created++
    const key = this.#make(this.#keys.length + 1, name, new Date(), expiresAt)
    this.#keys.unshift(key)
    return key
  }

  /** The key works no more from this moment on. */
  revoke(key: HeldKey): void {
    this.#revoked++
    key.revokedAt = new Date()
  }

  /** Whether a value opens this path; a use is remembered. */
  accept(value: string | undefined, path: string): boolean {
    const key = this.#keys.find((each) => each.value === value)
    if (!key || stateOf(key) !== 'working') return false
    key.lastUsedAt = new Date()
    this.#uses.push({ value: key.value, path })
    return true
  }

  /** The paths that were opened with this value. */
  usesOf(value: string): readonly string[] {
    return this.#uses.filter((use) => use.value === value).map(({ path }) => path)
  }

  #sample(ordinal: number, count: number): HeldKey {
    const [name, age, lastUse, rest] = sampleKeys[(ordinal - 1) % sampleKeys.length]!
    const round = Math.ceil(ordinal / sampleKeys.length)
    const created = daysFromNow(-age - (count - ordinal) * 2)
    const expires = rest === null ? null : endOfDay(daysFromNow(rest))
    const key = this.#make(ordinal, round === 1 ? name : `${name}-${String(round)}`, created, expires)
    if (lastUse !== null) key.lastUsedAt = daysFromNow(-lastUse)
    return key
  }

  #make(ordinal: number, name: string, createdAt: Date, expiresAt: Date | null): HeldKey {
    const value = newKeyValue()
    const id = this.#newId(ordinal)
    return {
      id,
      name,
      value,
      prefix: prefixOf(value),
      createdAt,
      expiresAt,
      lastUsedAt: null,
      revokedAt: null
    }
  }
}

export function stateOf({ revokedAt, expiresAt }: HeldKey): KeyState {
  if (revokedAt !== null) return 'revoked'
  return expiresAt !== null && expiresAt.getTime() <= Date.now() ? 'expired' : 'working'
}

/** The last millisecond of a day in UTC. */
export function endOfDay(date: Date): Date {
  return new Date(Math.floor(date.getTime() / day) * day + day - 1)
}

function daysFromNow(days: number): Date {
  return new Date(Date.now() + days * day)
}
