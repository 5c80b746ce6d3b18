import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const stepSeconds = 30
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** A new secret: 160 random bits in base32, as authenticator apps take it. */
export function newTotpSecret(): string {
  // 32 letters of five bits; each byte gives one, and 256 is a multiple of 32.
  return Array.from(randomBytes(32), (byte) => alphabet.charAt(byte % 32)).join('')
}

/** The address that an authenticator app reads from a QR code. */
export function totpAddress(secret: string, email: string): string {
  return `otpauth://totp/Hygiara:${encodeURIComponent(email)}?secret=${secret}&issuer=Hygiara`
}

/** The six digits of a time step (RFC 6238: SHA-1, 30 seconds). */
export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const hmac = createHmac('sha1', bytesOf(secret)).update(counter).digest()
  const offset = (hmac.at(-1) ?? 0) & 0x0f
  return String((hmac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** The time step of an instant in milliseconds. */
export function totpStep(at: number): number {
  return Math.floor(at / 1000 / stepSeconds)
}

/**
 * The time step whose code this is, one step of clock error either way; `null` when it is none of them or the step
 * is not after `lastStep`.
 */
export function acceptedStep(secret: string, code: string, at: number, lastStep: number): number | null {
  const now = totpStep(at)
  const given = Buffer.from(code)
  const step = [now - 1, now, now + 1].find((candidate) => {
    const expected = Buffer.from(totpCode(secret, candidate))
    return expected.length === given.length && timingSafeEqual(expected, given)
  })
  return step !== undefined && step > lastStep ? step : null
}

function bytesOf(secret: string): Buffer {
  const bits = Array.from(secret, (letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
