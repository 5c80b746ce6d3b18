// npm run tour: sets up what is missing and drives the real app through the whole story.
import { runProgramInSession } from './session/run-program.mjs'
import { runEntry } from './setup/run.mjs'

await runEntry(() => runProgramInSession('scripts/tour/tour.ts', process.argv.slice(2)))
