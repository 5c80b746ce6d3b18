/** The long matrices, whole: `npm run soak`. `npm test` runs a small sample of each. */
import { killServerUnderLoad } from './server-kills.ts'

const kills = 200

const report = await killServerUnderLoad(kills, Math.random, (done) => {
  if (done % 20 === 0)
    process.stdout.write(`local Hygiara killed ${String(done)} of ${String(kills)} times\n`)
})
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
const { lostCreates, lostRevokes, failedStarts } = report
process.exitCode = lostCreates + lostRevokes + failedStarts === 0 ? 0 : 1
