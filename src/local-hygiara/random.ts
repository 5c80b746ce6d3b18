import { hash, randomBytes } from 'node:crypto'

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Writes a number as exactly `length` characters of 0-9, A-Z, a-z, padded with zeros on the left. */
export function toBase62(value: bigint | number, length: number): string {
  let rest = BigInt(value)
  let text = ''
  while (text.length < length) {
    text = base62.charAt(Number(rest % 62n)) + text
    rest /= 62n
  }
  return text
}

/** 256 random bits as 43 characters of base62. */
export function randomText(): string {
  return toBase62(BigInt(`0x${randomBytes(32).toString('hex')}`), 43)
}

/** A new identifier such as `key_4fK2…`: 128 random bits, 22 characters of base62. */
export function newId(kind: 'org' | 'user' | 'session' | 'key' | 'review'): string {
  return `${kind}_${toBase62(BigInt(`0x${randomBytes(16).toString('hex')}`), 22)}`
}

/** SHA-256 as 64 hex characters. Enough for secrets of 256 random bits; passwords need more. */
export function sha256(text: string): string {
  return hash('sha256', text)
}
