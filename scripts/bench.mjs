// npm run bench: sets up what is missing and measures the real app against a bare Electron window.
import { runProgramInSession } from './session/run-program.mjs'
import { runEntry } from './setup/run.mjs'

await runEntry(() => runProgramInSession('scripts/bench/bench.ts', process.argv.slice(2)))
