import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
// Outside Electron its package is the path of the executable, whatever its types say.
const electronExecutable = createRequire(import.meta.url)('electron') as string
const probe = fileURLToPath(new URL('start-probe.cjs', import.meta.url))

/** The app of this checkout, and the least that any Electron app is. */
export const appFolder = fileURLToPath(new URL('../..', import.meta.url))
export const bareWindowFolder = fileURLToPath(new URL('bare-window', import.meta.url))

/** What a start has shown, in milliseconds. */
export interface Start {
  /** From the start of the process until the first window can be used. */
  readonly usable: number
  /** The longest time in which main did nothing else, from the page on until a moment after it can be used. */
  readonly longestBlock: number
}

interface StartOptions {
  readonly folder: string
  /** Names elements that are all there once the first window can be used. */
  readonly selectors: readonly string[]
  /** XDG_CONFIG_HOME; an empty one, for this start only, when not given. */
  readonly configFolder?: string
}

/**
 * Starts an app and ends it as soon as it can be used.
 * @throws when the app ends without having said so
 */
export async function measureStart({ folder, selectors, configFolder }: StartOptions): Promise<Start> {
  const profile = configFolder ?? (await mkdtemp(join(tmpdir(), 'hygiara-keys-bench-')))
  try {
    const env = {
      ...process.env,
      XDG_CONFIG_HOME: profile,
      BENCH_SELECTORS: JSON.stringify(selectors),
      BENCH_STARTED_AT: String(Date.now())
    }
    const { stdout } = await run(electronExecutable, ['-r', probe, folder], { env, timeout: 60_000 })
    const usable = /usable after (\d+) ms, blocked for (\d+) ms/u.exec(stdout)
    if (!usable) throw new Error(`${folder} did not say when it was usable`)
    return { usable: Number(usable[1]), longestBlock: Number(usable[2]) }
  } finally {
    if (configFolder === undefined) await rm(profile, { recursive: true, force: true })
  }
}
