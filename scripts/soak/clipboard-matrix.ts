import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HygiaraServer } from '../../e2e/servers/hygiara-server.ts'
import { Matrix } from './clipboard-matrix/matrix.ts'
import { clipboardOnWayland } from './clipboard-matrix/on-wayland.ts'
import { clipboardOnX11 } from './clipboard-matrix/on-x11.ts'
import { clipboardWithCopyQ } from './clipboard-matrix/with-copyq.ts'

/**
 * The real app, its clipboard, and other programs that look at it: on X11, on X11 with a clipboard manager, and on
 * Wayland. Prints each row as it is found.
 */
export async function clipboardMatrix(): Promise<Matrix> {
  const folder = await mkdtemp(join(tmpdir(), 'hygiara-clipboard-'))
  const server = await HygiaraServer.start({ dataFolder: folder, sampleData: true })
  const matrix = new Matrix()
  try {
    for (const part of [clipboardOnX11, clipboardWithCopyQ, clipboardOnWayland]) {
      try {
        await part(matrix, server)
      } catch (cause) {
        // A desktop that does not come up is a row that fails; the others are still looked at.
        await matrix.check('the whole of it', () => {
          throw cause
        })
      }
    }
    return matrix
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
