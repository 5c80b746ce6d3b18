import { randomBytes } from 'node:crypto'

/** Xau's family for an entry that fits every host. */
const familyWild = 0xffff

/**
 * The content of an Xauthority file with one fresh cookie that fits every display. It can be written before the X
 * server has chosen its number, which the `xauth` program cannot do.
 * @returns {Buffer}
 */
export function createXAuthority() {
  const family = Buffer.from([familyWild >> 8, familyWild & 0xff])
  const fields = [Buffer.alloc(0), Buffer.alloc(0), Buffer.from('MIT-MAGIC-COOKIE-1'), randomBytes(16)]
  return Buffer.concat([family, ...fields.map(withLength)])
}

/**
 * @param {Buffer} field
 * @returns {Buffer} the field after its length as two bytes, big-endian
 */
function withLength(field) {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(field.length)
  return Buffer.concat([length, field])
}
