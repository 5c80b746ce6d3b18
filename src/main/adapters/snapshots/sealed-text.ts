import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'

const nonceLength = 12
const tagLength = 16
/** In bytes. Far above any chunk of rows: text that grows beyond it was not made by us. */
export const longestText = 64 * 1024 * 1024

/**
 * Compresses a text and seals it with AES-256-GCM under a nonce of its own.
 *
 * @param key 32 bytes
 * @param meaning what the text is; it only opens as the same
 */
export function sealText(key: Buffer, meaning: string, text: string): Buffer {
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(meaning))
  const sealed = Buffer.concat([cipher.update(deflateRawSync(text)), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

/** The text, or `null` when it was sealed with another key, as something else, or is damaged. */
export function openText(key: Buffer, meaning: string, sealed: Buffer): string | null {
  const packed = unsealed(key, meaning, sealed)
  try {
    return packed && inflateRawSync(packed, { maxOutputLength: longestText }).toString('utf8')
  } catch {
    return null
  }
}

/** The text, still compressed, or `null` as in {@link openText}. */
export function unsealed(key: Buffer, meaning: string, sealed: Buffer): Buffer | null {
  if (sealed.length < nonceLength + tagLength) return null
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceLength), {
    authTagLength: tagLength
  })
  decipher.setAAD(Buffer.from(meaning))
  decipher.setAuthTag(sealed.subarray(nonceLength, nonceLength + tagLength))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(nonceLength + tagLength)), decipher.final()])
  } catch {
    return null
  }
}
