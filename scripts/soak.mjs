// npm run soak: the long matrices, whole. Runs in a desktop session, as the short samples of them in the tests do.
import { runProgramInSession } from './session/run-program.mjs'
import { inCheckout } from './setup/checkout.mjs'
import { ensureDesktopTools } from './setup/desktop-packages.mjs'
import { clipboardMatrixPrograms } from './setup/desktop-tools.mjs'
import { nodePath, typeScriptFlags } from './setup/node-runtime.mjs'
import { runEntry, runInForeground } from './setup/run.mjs'
import { say } from './setup/say.mjs'

const ownPart = 'full-disks'

await runEntry(async () => {
  const wanted = process.argv.slice(2)
  const inSession = wanted.filter((name) => name !== ownPart)
  let exitCode = 0
  // Whoever names another matrix needs none of these.
  if (wanted.length === 0 || wanted.includes('clipboard-matrix')) {
    await ensureDesktopTools(clipboardMatrixPrograms)
  }
  if (wanted.length === 0 || inSession.length > 0) {
    exitCode = await runProgramInSession('scripts/soak/soak.ts', inSession)
  }
  if (wanted.length === 0 || wanted.includes(ownPart)) exitCode = Math.max(exitCode, await fillDisks())
  return exitCode
})

/** Each disk is a file system of its own: the session's user may not mount one. */
async function fillDisks() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    say(`${ownPart} is left out: only root can mount the file systems that it fills.`)
    return 0
  }
  return runInForeground(nodePath(), [...typeScriptFlags(), inCheckout('scripts', 'soak', 'full-disks.ts')])
}
