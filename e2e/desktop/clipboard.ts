import { spawn } from 'node:child_process'
import { exitOf, runProgram } from '../fixtures/child-process.ts'

// One grey pixel.
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
  'base64'
)

/** `primary` is what is marked with the mouse and pasted with its middle button. */
export type Selection = 'clipboard' | 'primary'

/** What another program finds on the clipboard; empty when nothing is there. */
export async function readClipboard(selection: Selection = 'clipboard'): Promise<string> {
  return readAs('STRING', selection)
}

/** The formats in which another program could have what is on the clipboard. */
export async function readClipboardFormats(): Promise<string[]> {
  return (await readAs('TARGETS')).split('\n')
}

/** Another program copies a text, or somebody marks it there. */
export async function copyFromElsewhere(text: string, selection: Selection = 'clipboard'): Promise<void> {
  await copyAs('STRING', Buffer.from(text), selection)
}

/** Another program copies a picture. */
export async function copyImageFromElsewhere(): Promise<void> {
  await copyAs('image/png', picture)
}

/** A file manager copies two files. */
export async function copyFilesFromElsewhere(): Promise<void> {
  await copyAs('text/uri-list', Buffer.from('file:///tmp/a.txt\r\nfile:///tmp/b.txt\r\n'))
}

async function readAs(format: string, selection: Selection = 'clipboard'): Promise<string> {
  const { exitCode, stdout } = await runProgram('xclip', ['-o', '-selection', selection, '-target', format])
  return exitCode === 0 ? stdout : ''
}

async function copyAs(format: string, content: Buffer, selection: Selection = 'clipboard'): Promise<void> {
  const args = ['-i', '-selection', selection, '-target', format]
  const xclip = spawn('xclip', args, { stdio: ['pipe', 'ignore', 'ignore'] })
  xclip.stdin.end(content)
  // It hands the content to a copy of itself, which lives until somebody else copies something.
  await exitOf(xclip)
}
