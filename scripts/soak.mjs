// npm run soak: the long matrices, whole. Runs in a desktop session, as the short samples of them in the tests do.
import { runProgramInSession } from './session/run-program.mjs'
import { runEntry } from './setup/run.mjs'

await runEntry(() => runProgramInSession('scripts/soak/soak.ts', process.argv.slice(2)))
