import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** What the name of a file ends with that is not whole yet; one that a crash has left is of no use. */
export const unfinished = '.new'

/**
 * Puts `content` at `path`, whole or not at all: what was there before stays until the new file is on the disk, synced
 * and read back. File and folder are the owner's alone; missing folders are made. Rejects when the disk refuses.
 * One writer at a time for each path.
 *
 * @param temporary where it stands until it is whole; what is there is lost
 */
export async function writeDurably(
  path: string,
  content: string | Buffer,
  temporary = `${path}${unfinished}`
): Promise<void> {
  const bytes = Buffer.from(content)
  const folder = dirname(path)
  await makeFolder(folder)
  try {
    // One that a crash has left may have been somebody else's: a file that is opened keeps its owner and mode.
    await rm(temporary, { force: true })
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    // A full disk can cut a file short without saying so.
    if (!(await readFile(temporary)).equals(bytes)) throw new Error('the file was not written whole')
    await rename(temporary, path)
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw cause
  }
  await syncFolder(folder)
}

/** A new folder is durable once the one that it is in is synced. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 })
  if (first === undefined) return
  const outside = dirname(first)
  // By length: on Windows the two may be written differently.
  for (let made = folder; made.length > outside.length; made = dirname(made)) await syncFolder(dirname(made))
}

/** Makes a rename durable. Windows has no way to sync a folder, and needs none. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
