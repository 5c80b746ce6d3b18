import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** How much work one guess costs: scrypt's N, r and p. */
export interface PasswordCost {
  readonly n: number
  readonly r: number
  readonly p: number
}

const hashLength = 32

/** 32 MiB and about a fifth of a second a guess (OWASP's setting for 2^15). */
export const defaultPasswordCost: PasswordCost = { n: 2 ** 15, r: 8, p: 3 }

/** Hashes a password with a salt of its own. The text names its cost, so that the cost may change later. */
export async function hashPassword(password: string, cost: PasswordCost): Promise<string> {
  const salt = randomBytes(16)
  return storedText(cost, salt, await derive(password, salt, cost))
}

/** A text that takes as long to compare with as a real hash, and that no password has. */
export function unmatchableHash(cost: PasswordCost): string {
  return storedText(cost, randomBytes(16), randomBytes(hashLength))
}

/** Compares in constant time. `false` also for a stored text that cannot be read. */
export async function isPassword(password: string, stored: string): Promise<boolean> {
  const [scheme, n, r, p, salt, hash] = stored.split('$')
  if (scheme !== 'scrypt' || salt === undefined || hash === undefined) return false
  const expected = Buffer.from(hash, 'base64')
  const actual = await derive(password, Buffer.from(salt, 'base64'), {
    n: Number(n),
    r: Number(r),
    p: Number(p)
  })
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}

/** Twenty characters that are easy to read aloud and type, about 100 bits: `k7wqm-…`. */
export function newPassword(): string {
  const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'
  const letters = Array.from(randomBytes(20), (byte) => alphabet.charAt(byte % alphabet.length)).join('')
  return letters.replace(/.{5}(?=.)/g, '$&-')
}

function storedText({ n, r, p }: PasswordCost, salt: Buffer, hash: Buffer): string {
  return ['scrypt', n, r, p, salt.toString('base64'), hash.toString('base64')].join('$')
}

function derive(password: string, salt: Buffer, { n, r, p }: PasswordCost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // People type the same letter in more than one Unicode form; NFKC makes them one.
    const options = { N: n, r, p, maxmem: 256 * n * r }
    scrypt(password.normalize('NFKC'), salt, hashLength, options, (error, key) => {
      if (error) reject(error)
      else resolve(key)
    })
  })
}
