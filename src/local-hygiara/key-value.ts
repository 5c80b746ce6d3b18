import { crc32 } from 'node:zlib'
import { randomText, sha256, toBase62 } from './random.ts'

const marker = 'hrdly_'
const prefixLength = marker.length + 6
const shape = /^hrdly_([0-9A-Za-z]{43})([0-9A-Za-z]{6})$/

/** What the server keeps of a key's value. */
export interface KeptOfKey {
  /** `hrdly_` and six characters: public. */
  readonly prefix: string
  readonly last4: string
  readonly hash: string
}

/** A new value: `hrdly_`, 43 characters for 256 random bits, 6 for the CRC-32 of those 43; all base62. */
export function newKeyValue(): string {
  const body = randomText()
  return `${marker}${body}${checksumOf(body)}`
}

/** Whether a text has the shape of a key and the right checksum. */
export function isKeyValue(text: string): boolean {
  const [, body, checksum] = shape.exec(text) ?? []
  return body !== undefined && checksumOf(body) === checksum
}

/** The public beginning of a value. */
export function prefixOf(value: string): string {
  return value.slice(0, prefixLength)
}

/** What is kept of a key's value. */
export function keptOf(value: string): KeptOfKey {
  return { prefix: prefixOf(value), last4: value.slice(-4), hash: sha256(value) }
}

function checksumOf(body: string): string {
  return toBase62(crc32(body), 6)
}
