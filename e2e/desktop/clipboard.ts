import { spawn } from 'node:child_process'
import { exitOf, runProgram } from '../fixtures/child-process.ts'

// One grey pixel.
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
  'base64'
)

/** What another program finds on the clipboard; empty when nothing is there. */
export async function readClipboard(): Promise<string> {
  return readAs('STRING')
}

/** The formats in which another program could have what is on the clipboard. */
export async function readClipboardFormats(): Promise<string[]> {
  return (await readAs('TARGETS')).split('\n')
}

/** Another program copies a text. */
export async function copyFromElsewhere(text: string): Promise<void> {
  await copyAs('STRING', Buffer.from(text))
}

/** Another program copies a picture. */
export async function copyImageFromElsewhere(): Promise<void> {
  await copyAs('image/png', picture)
}

async function readAs(format: string): Promise<string> {
  const { exitCode, stdout } = await runProgram('xclip', ['-o', '-selection', 'clipboard', '-target', format])
  return exitCode === 0 ? stdout : ''
}

async function copyAs(format: string, content: Buffer): Promise<void> {
  const args = ['-i', '-selection', 'clipboard', '-target', format]
  const xclip = spawn('xclip', args, { stdio: ['pipe', 'ignore', 'ignore'] })
  xclip.stdin.end(content)
  // It hands the content to a copy of itself, which lives until somebody else copies something.
  await exitOf(xclip)
}
