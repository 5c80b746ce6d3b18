import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { open, seal, versionOf } from './sealed-file.ts'

const subKey = randomBytes(32)
const content = Buffer.from('[{"name":"ci-reviews"}]')
const sealed = seal(content, 1, 'ada', subKey)

describe('a sealed file', () => {
  test('is opened by the same key for the same owner', () => {
    expect(open(sealed, 'ada', subKey)).toEqual({ state: 'opened', content })
    const empty = seal(Buffer.alloc(0), 1, 'ada', subKey)
    expect(open(empty, 'ada', subKey)).toEqual({ state: 'opened', content: Buffer.alloc(0) })
  })

  test('shows nothing of its content or its owner, and never looks the same twice', () => {
    const text = sealed.toString('latin1')
    for (const word of ['ci-reviews', 'ada', subKey.toString('latin1')]) expect(text).not.toContain(word)
    expect(seal(content, 1, 'ada', subKey).subarray(30).equals(sealed.subarray(30))).toBe(false)
  })

  test('is not opened for another owner', () => {
    expect(open(sealed, 'bo', subKey)).toEqual({ state: 'damaged' })
  })

  test('is not opened by another key, and says that it is the key', () => {
    expect(open(sealed, 'ada', randomBytes(32))).toEqual({ state: 'other-key' })
  })

  test('says its version, and cannot be passed off as of another', () => {
    expect(versionOf(sealed)).toBe(1)
    expect(versionOf(seal(content, 7, 'ada', subKey))).toBe(7)
    const asVersion2 = Buffer.concat([seal(content, 2, 'ada', subKey).subarray(0, 22), sealed.subarray(22)])
    expect(versionOf(asVersion2)).toBe(2)
    expect(open(asVersion2, 'ada', subKey)).toEqual({ state: 'damaged' })
  })
})

test('no single flipped bit is taken for what was sealed, or for a newer version', () => {
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const flipped = Buffer.from(sealed)
    flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
    expect(open(flipped, 'ada', subKey).state).not.toBe('opened')
    expect([1, null]).toContain(versionOf(flipped))
  }
})

test('nothing that is cut off, longer or overwritten is opened', () => {
  const damage = fc.oneof(
    fc.nat(sealed.length - 1).map((length) => sealed.subarray(0, length)),
    fc.uint8Array({ minLength: 1, maxLength: 40 }).map((tail) => Buffer.concat([sealed, tail])),
    fc
      .tuple(fc.nat(sealed.length - 1), fc.uint8Array({ minLength: 1, maxLength: 40 }))
      .map(([at, bytes]) =>
        Buffer.concat([sealed.subarray(0, at), bytes, sealed.subarray(at + bytes.length)])
      ),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes))
  )
  fc.assert(
    fc.property(damage, (damaged) => {
      if (damaged.equals(sealed)) return
      expect(open(damaged, 'ada', subKey).state).not.toBe('opened')
    }),
    { numRuns: 2_000 }
  )
})
