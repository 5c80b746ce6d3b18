import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'

// A sealed file, in bytes: a mark (16), the version (2) and a checksum of both (4), so that a flipped bit is not taken
// for a newer version; by which key it is sealed (8); nonce (12), tag (16), and the rest is AES-256-GCM.
const mark = Buffer.from('hygiara-records\n')
const versionEnd = mark.length + 2
const checksumEnd = versionEnd + 4
const keyCheckEnd = checksumEnd + 8
const nonceEnd = keyCheckEnd + 12
const tagEnd = nonceEnd + 16
const algorithm = 'aes-256-gcm'

/** What became of opening a sealed file. */
export type Opened =
  | { readonly state: 'opened'; readonly content: Buffer }
  /** Not what was sealed, or sealed for somebody else. */
  | { readonly state: 'damaged' }
  | { readonly state: 'other-key' }

/** Of which version a sealed file says to be; `null` when it is none. What it says is proved only by opening it. */
export function versionOf(sealed: Buffer): number | null {
  if (sealed.length < tagEnd || !sealed.subarray(0, mark.length).equals(mark)) return null
  const isIntact = sealed.subarray(versionEnd, checksumEnd).equals(checksumOf(sealed.subarray(0, versionEnd)))
  return isIntact ? sealed.readUInt16BE(mark.length) : null
}

/**
 * Seals `content` so that only the same key opens it, for the same owner and version.
 *
 * @param subKey 32 bytes
 */
export function seal(content: Buffer, version: number, owner: string, subKey: Buffer): Buffer {
  const begin = Buffer.alloc(versionEnd)
  mark.copy(begin)
  begin.writeUInt16BE(version, mark.length)
  const header = Buffer.concat([begin, checksumOf(begin), keyCheckOf(subKey)])
  // Random each time: under one key there will never be near the 2^32 writes that this is good for.
  const nonce = randomBytes(nonceEnd - keyCheckEnd)
  const cipher = createCipheriv(algorithm, subKey, nonce).setAAD(associatedData(header, owner))
  const body = Buffer.concat([cipher.update(content), cipher.final()])
  return Buffer.concat([header, nonce, cipher.getAuthTag(), body])
}

/** Opens what `seal` made; every bit of it and the owner are checked. */
export function open(sealed: Buffer, owner: string, subKey: Buffer): Opened {
  if (versionOf(sealed) === null) return { state: 'damaged' }
  const header = sealed.subarray(0, keyCheckEnd)
  const isOurKey = header.subarray(checksumEnd).equals(keyCheckOf(subKey))
  try {
    const decipher = createDecipheriv(algorithm, subKey, sealed.subarray(keyCheckEnd, nonceEnd), {
      authTagLength: tagEnd - nonceEnd
    })
    decipher.setAAD(associatedData(header, owner)).setAuthTag(sealed.subarray(nonceEnd, tagEnd))
    return {
      state: 'opened',
      content: Buffer.concat([decipher.update(sealed.subarray(tagEnd)), decipher.final()])
    }
  } catch {
    return { state: isOurKey ? 'damaged' : 'other-key' }
  }
}

function associatedData(header: Buffer, owner: string): Buffer {
  return Buffer.concat([header, Buffer.from(owner)])
}

function checksumOf(begin: Buffer): Buffer {
  return createHash('sha256')
    .update(begin)
    .digest()
    .subarray(0, checksumEnd - versionEnd)
}

/** Tells one key from another, and nothing about either. */
function keyCheckOf(subKey: Buffer): Buffer {
  return createHmac('sha256', subKey)
    .update('which key')
    .digest()
    .subarray(0, keyCheckEnd - checksumEnd)
}
