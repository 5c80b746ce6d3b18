/**
 * The long matrices, whole: `npm run soak`, or one of them: `npm run soak -- server-kills`. `npm test` runs a small
 * sample of each.
 */
import { createUnderKills, type CreateReport } from './create-kills.ts'
import { killWhileKeeping } from './record-kills.ts'
import { killServerUnderLoad } from './server-kills.ts'
import { saveUnderKills } from './snapshot-kills.ts'

const serverKills = 200
const createRuns = 100
const electronRuns = 3
const recordKills = 200
const snapshotKills = 200

const say = (what: string, each: number) => (done: number) => {
  if (done % each === 0) process.stdout.write(`${what}: ${String(done)}\n`)
}

/** Each runs a matrix, prints what it showed, and answers whether nothing was lost. */
const matrices: Readonly<Record<string, () => Promise<boolean>>> = {
  'server-kills': async () => {
    const report = await killServerUnderLoad(serverKills, Math.random, say('local Hygiara killed', 20))
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
    return report.lostCreates + report.lostRevokes + report.failedStarts === 0
  },
  'create-kills': async () =>
    conclude(await createUnderKills(createRuns, { onRun: say('creates broken or killed', 170) })),
  'create-kills-electron': async () => {
    // Drives the real app, which the others need nothing of.
    const { createUnderKillsInElectron } = await import('./create-kills-electron.ts')
    return conclude(await createUnderKillsInElectron(electronRuns, { onRun: say('apps killed', 13) }))
  },
  'record-kills': async () => {
    const report = await killWhileKeeping(recordKills, Math.random, {
      onKill: say('killed while keeping', 20)
    })
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
    const lost = report.torn + report.lost + report.leftOver + report.failures.length
    // Kills that all came between two writes would have put nothing to the test.
    return lost === 0 && report.inTheMiddle > 0
  },
  'snapshot-kills': async () => {
    const report = await saveUnderKills(snapshotKills, say('killed while saving', 20))
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
    // Kills that all came before a first save would have put nothing to the test.
    return report.torn + report.lost + report.failures.length === 0 && report.saves > 0
  },
  'clipboard-matrix': async () => {
    // Drives the real app, which the others need nothing of.
    const { clipboardMatrix } = await import('./clipboard-matrix.ts')
    const matrix = await clipboardMatrix()
    process.stdout.write(`\n${matrix.toString()}`)
    return !matrix.hasFailed
  }
}

function conclude(report: CreateReport): boolean {
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
  const { duplicates, resent, unflaggedOrphans, failures } = report
  return duplicates + resent + unflaggedOrphans + failures.length === 0
}

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(matrices)
for (const name of wanted) {
  const run = matrices[name]
  if (!run) throw new Error(`there is no matrix "${name}"; there are: ${Object.keys(matrices).join(', ')}`)
  if (!(await run())) process.exitCode = 1
}
