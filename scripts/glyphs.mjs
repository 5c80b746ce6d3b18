// node scripts/glyphs.mjs: draws the characters of the Show window anew. Needed when the font changes.
import { runProgramInSession } from './session/run-program.mjs'
import { runEntry } from './setup/run.mjs'

await runEntry(() => runProgramInSession('scripts/glyphs/draw-glyphs.ts', process.argv.slice(2)))
