import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { checkoutRoot, inCheckout } from './checkout.mjs'
import { nodePath, toolPath } from './node-runtime.mjs'
import { runQuietly } from './run.mjs'
import { say, secondsSince } from './say.mjs'

/** Everything the built app is made from. */
const inputs = ['src', 'resources', 'package.json', 'package-lock.json', 'electron.vite.config.ts']

const stampFile = inCheckout('out', '.build-stamp')

/**
 * Builds the app into out/ unless what is there was made from the same files.
 * @throws {import('./say.mjs').SetupError} when the build fails; the message ends with its output
 */
export async function ensureBuild() {
  // Taken before the build: a file that changes meanwhile leads to another build the next time.
  const stamp = await stampOfInputs()
  const built = await readFile(stampFile, 'utf8').catch(() => undefined)
  if (built === stamp && existsSync(inCheckout('out', 'main', 'index.js'))) return
  const startedAt = Date.now()
  const plainOutput = process.stderr.isTTY ? {} : { NO_COLOR: '1' }
  say('Building the app.')
  await rm(stampFile, { force: true })
  await runQuietly(
    nodePath(),
    [inCheckout('node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build'],
    {
      cwd: checkoutRoot,
      // React and the page's own checks go by this one; a shell may have it set to something else.
      env: { ...process.env, ...plainOutput, PATH: toolPath(), NODE_ENV: 'production' }
    }
  )
  await writeFile(stampFile, stamp)
  say(`The app is built (${secondsSince(startedAt)}).`)
}

/** @returns {Promise<string>} changes when an input is changed, added, removed or renamed */
async function stampOfInputs() {
  const hash = createHash('sha256')
  for (const input of inputs) {
    for (const line of await describe(inCheckout(input))) hash.update(line)
  }
  return hash.digest('hex')
}

/**
 * @param {string} file a file or a folder
 * @returns {Promise<string[]>} a line for each file: its path, size and time of change
 */
async function describe(file) {
  if (!existsSync(file)) return []
  const facts = await stat(file)
  if (!facts.isDirectory()) return [`${path.relative(checkoutRoot, file)} ${facts.size} ${facts.mtimeMs}\n`]
  const names = (await readdir(file)).sort()
  return (await Promise.all(names.map((name) => describe(path.join(file, name))))).flat()
}
