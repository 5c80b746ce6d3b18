// npm run soak: the long matrices, whole. Runs in a desktop session, as the short samples of them in the tests do.
import { runProgramInSession } from './session/run-program.mjs'
import { ensureDesktopTools } from './setup/desktop-packages.mjs'
import { clipboardMatrixPrograms } from './setup/desktop-tools.mjs'
import { runEntry } from './setup/run.mjs'

await runEntry(async () => {
  const wanted = process.argv.slice(2)
  // Whoever names another matrix needs none of these.
  if (wanted.length === 0 || wanted.includes('clipboard-matrix')) {
    await ensureDesktopTools(clipboardMatrixPrograms)
  }
  return runProgramInSession('scripts/soak/soak.ts', wanted)
})
