// npm run tour: sets up what is missing and drives the real app through the whole story.
import { rm } from 'node:fs/promises'
import { runProgramInSession } from './session/run-program.mjs'
import { inCheckout } from './setup/checkout.mjs'
import { runEntry } from './setup/run.mjs'

await runEntry(async () => {
  // The pictures of an earlier tour would stand between those of this one.
  await rm(inCheckout('out', 'tour'), { recursive: true, force: true })
  return runProgramInSession('scripts/tour/tour.ts', process.argv.slice(2))
})
