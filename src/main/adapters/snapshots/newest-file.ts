import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import type { Instant } from '../../../shared/instant.ts'
import type { KeptRows } from '../../../shared/kept-rows.ts'
import type { SnapshotOwner } from '../../ports.ts'
import { unfinished } from '../durable-file.ts'
import { longestText, openText, sealText, unsealed } from './sealed-text.ts'
import { meaningOf, type SealedChunk } from './sealed-chunk.ts'

const inflate = promisify(inflateRaw)
// What a chunk of a thousand keys takes, so that it comes in one piece.
const usualText = 256 << 10
const version = 1
const lengthBytes = 4

/** What the chunks of the file are. Sealed itself, so that none can be left out or taken from elsewhere. */
interface Contents {
  readonly fetchedAt: Instant
  /** Of each chunk. */
  readonly rows: readonly number[]
}

/** A newest snapshot that was unsealed and is still compressed. */
export interface UnsealedNewest {
  readonly contents: Contents
  readonly packed: readonly Buffer[]
}

/**
 * The newest snapshot of a profile stands in a file of its own beside the database: reading it takes no database and no
 * thread, which is what a start would otherwise wait for.
 */
export function newestPath(folder: string, { profileId }: SnapshotOwner): string {
  return join(folder, `newest-${profileId}.sealed`)
}

/** Takes the file away: what is written next is newer. */
export function removeNewest(folder: string, owner: SnapshotOwner): void {
  rmSync(newestPath(folder, owner), { force: true })
}

/**
 * Writes the file whole, for its owner only. Not synced: it is a copy, and one that a power failure has damaged does
 * not open.
 * @throws where the disk refuses
 */
export function writeNewest(
  folder: string,
  key: Buffer,
  owner: SnapshotOwner,
  fetchedAt: Instant,
  chunks: readonly SealedChunk[]
): void {
  const contents: Contents = { fetchedAt, rows: chunks.map(({ rows }) => rows) }
  const frames = [
    sealText(key, meaningOfContents(owner), JSON.stringify(contents)),
    ...chunks.map(({ sealed }) => sealed)
  ]
  const path = newestPath(folder, owner)
  const bytes = Buffer.concat(frames.flatMap((frame) => [lengthOf(frame), frame]))
  writeFileSync(path + unfinished, bytes, { mode: 0o600 })
  renameSync(path + unfinished, path)
}

/** Opens what {@link writeNewest} wrote; `null` where that is damaged, of another owner, or of another key. */
export function unsealNewest(bytes: Buffer, key: Buffer, owner: SnapshotOwner): UnsealedNewest | null {
  const [first, ...chunks] = framesOf(bytes)
  const contents = first && openText(key, meaningOfContents(owner), first)
  if (contents === undefined || contents === null) return null
  const { fetchedAt, rows } = JSON.parse(contents) as Contents
  if (chunks.length !== rows.length) return null
  const packed: Buffer[] = []
  for (const [position, chunk] of chunks.entries()) {
    const opened = unsealed(key, meaningOf(owner, fetchedAt, position), chunk)
    if (!opened) return null
    packed.push(opened)
  }
  return { contents: { fetchedAt, rows }, packed }
}

/** Decompresses outside of this thread. @throws where it is not what was compressed */
export async function unpackNewest({ contents, packed }: UnsealedNewest): Promise<KeptRows> {
  const chunks = await Promise.all(
    packed.map(async (each, position) => ({
      rows: contents.rows[position] ?? 0,
      columns: (await inflate(each, { chunkSize: usualText, maxOutputLength: longestText })).toString('utf8')
    }))
  )
  return { fetchedAt: contents.fetchedAt, chunks }
}

const meaningOfContents = ({ profileId, organization }: SnapshotOwner): string =>
  JSON.stringify(['newest', version, profileId, organization])

function lengthOf(frame: Buffer): Buffer {
  const length = Buffer.alloc(lengthBytes)
  length.writeUInt32LE(frame.length)
  return length
}

function framesOf(bytes: Buffer): Buffer[] {
  const frames: Buffer[] = []
  for (let at = 0; at + lengthBytes <= bytes.length;) {
    const end = at + lengthBytes + bytes.readUInt32LE(at)
    frames.push(bytes.subarray(at + lengthBytes, end))
    at = end
  }
  return frames
}
