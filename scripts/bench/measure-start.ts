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

/**
 * Starts the app in `folder` with an empty profile.
 *
 * @param selector names an element that is there once the first window can be used
 * @returns milliseconds from the start of the process until then
 * @throws when the app ends without having said so
 */
export async function measureStart(folder: string, selector: string): Promise<number> {
  const profile = await mkdtemp(join(tmpdir(), 'hygiara-keys-bench-'))
  try {
    const env = {
      ...process.env,
      XDG_CONFIG_HOME: profile,
      BENCH_SELECTOR: selector,
      BENCH_STARTED_AT: String(Date.now())
    }
    const { stdout } = await run(electronExecutable, ['-r', probe, folder], { env, timeout: 30_000 })
    const usable = /usable after (\d+) ms/u.exec(stdout)
    if (!usable) throw new Error(`${folder} did not say when it was usable`)
    return Number(usable[1])
  } finally {
    await rm(profile, { recursive: true, force: true })
  }
}
