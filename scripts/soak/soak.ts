/** The long matrices, whole: `npm run soak`. `npm test` runs a small sample of each. */
import { createUnderKills } from './create-kills.ts'
import { killServerUnderLoad } from './server-kills.ts'

const serverKills = 200
const createRuns = 100

const say = (what: string, each: number) => (done: number) => {
  if (done % each === 0) process.stdout.write(`${what}: ${String(done)}\n`)
}

const server = await killServerUnderLoad(serverKills, Math.random, say('local Hygiara killed', 20))
process.stdout.write(`${JSON.stringify(server, null, 2)}\n`)
const creates = await createUnderKills(createRuns, say('creates broken or killed', 170))
process.stdout.write(`${JSON.stringify(creates, null, 2)}\n`)

const isClean =
  server.lostCreates + server.lostRevokes + server.failedStarts === 0 &&
  creates.duplicates + creates.unflaggedOrphans + creates.failures.length === 0
process.exitCode = isClean ? 0 : 1
