import { open, readFile } from 'node:fs/promises'

const chunkSize = 1 << 23
// Longer than anything that is looked for.
const overlap = 1 << 10
const zeros = Buffer.alloc(overlap + chunkSize)

/**
 * How often texts are found in what a process may read and write: as bytes, and as the UTF-16 that engines also keep.
 * Of interest is whether it is 0; a place can count twice.
 *
 * @throws {Error} when the system does not let us look: finding nothing would then mean nothing
 */
export async function countInMemory(pid: number, ...texts: readonly string[]): Promise<number> {
  const needles = texts.flatMap((text) => [Buffer.from(text, 'latin1'), Buffer.from(text, 'utf16le')])
  let found = 0
  for await (const chunk of memoryOf(pid)) for (const needle of needles) found += occurrences(chunk, needle)
  return found
}

/**
 * What a process may read and write, in chunks that overlap and are overwritten by the next; those of zeros are left out.
 *
 * @throws {Error} when the system does not let us look
 */
export async function* memoryOf(pid: number): AsyncGenerator<Buffer> {
  const memory = await open(`/proc/${pid}/mem`, 'r')
  const chunk = Buffer.alloc(overlap + chunkSize)
  let bytesSeen = 0
  try {
    for (const { from, to } of await writableRanges(pid)) {
      // The end of a chunk is seen again with the next one, for what lies across.
      for (let at = from; at < to; at += chunkSize) {
        const length = Math.min(chunk.length, to - at)
        const bytesRead = await memory.read(chunk, 0, length, at).then(
          (read) => read.bytesRead,
          // A page that is not there any more.
          () => 0
        )
        bytesSeen += bytesRead
        const read = chunk.subarray(0, bytesRead)
        if (!read.equals(zeros.subarray(0, bytesRead))) yield read
      }
    }
  } finally {
    await memory.close()
  }
  if (bytesSeen === 0) throw new Error(`nothing of process ${pid} could be read`)
}

async function writableRanges(pid: number): Promise<{ from: number; to: number }[]> {
  const maps = await readFile(`/proc/${pid}/maps`, 'utf8')
  return [...maps.matchAll(/^([0-9a-f]+)-([0-9a-f]+) rw/gmu)].map(([, from = '', to = '']) => ({
    from: Number.parseInt(from, 16),
    to: Number.parseInt(to, 16)
  }))
}

function occurrences(haystack: Buffer, needle: Buffer): number {
  let count = 0
  for (let at = haystack.indexOf(needle); at !== -1; at = haystack.indexOf(needle, at + 1)) count += 1
  return count
}
