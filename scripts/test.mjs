// npm test: sets up what is missing, runs every check and unit test, builds, runs the end-to-end tests in a desktop
// session, and sums up. Arguments go to Playwright: npm test -- --grep rotate
import { readFile, rm } from 'node:fs/promises'
import { runInDesktopSession } from './desktop-session.mjs'
import { inCheckout } from './setup/checkout.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { ensureDesktopTools } from './setup/desktop-packages.mjs'
import { electronEnvironment } from './setup/electron-runtime.mjs'
import { nodePath } from './setup/node-runtime.mjs'
import { prepareApp } from './setup/prepare-app.mjs'
import { runEntry, runInForeground } from './setup/run.mjs'
import { say, SetupError } from './setup/say.mjs'
import { readEndToEndReport, readUnitReport, summaryLines } from './tests/summary.mjs'

const unitReport = inCheckout('out', 'reports', 'unit.json')
const endToEndReport = inCheckout('out', 'reports', 'e2e.json')

/** What a run counts as that left no report: it must not look like a pass. */
const noReport = { passed: 0, failed: 1, skipped: [] }

await runEntry(async () => {
  await ensureDependencies()
  await ensureDesktopTools()
  // So that nothing of an earlier run is counted.
  await Promise.all([unitReport, endToEndReport].map((report) => rm(report, { force: true })))

  say('Running the checks and the unit tests.')
  const checks = await runInForeground(nodePath(), [inCheckout('scripts', 'check.mjs')])
  const endToEnd = await runEndToEndTests(process.argv.slice(2))

  const counts = {
    unit: await readReport(unitReport, readUnitReport, 'The unit tests'),
    endToEnd: await readReport(endToEndReport, readEndToEndReport, 'The end-to-end tests')
  }
  if (checks !== 0) console.log('The checks did not pass; see above.')
  for (const line of summaryLines(counts)) console.log(line)
  const passed = counts.unit.passed + counts.endToEnd.passed
  const failed = counts.unit.failed + counts.endToEnd.failed
  return checks === 0 && endToEnd === 0 && failed === 0 && passed > 0 ? 0 : 1
})

/**
 * @param {string[]} args for Playwright
 * @returns {Promise<number>} exit code; 1 when the app could not be prepared, which is said here, because the unit
 *   tests are still to be summed up
 */
async function runEndToEndTests(args) {
  try {
    const runtime = await prepareApp()
    say('Running the end-to-end tests.')
    const playwright = inCheckout('node_modules', '@playwright', 'test', 'cli.js')
    return await runInDesktopSession(nodePath(), [playwright, 'test', ...args], {
      env: electronEnvironment(runtime)
    })
  } catch (cause) {
    if (!(cause instanceof SetupError)) throw cause
    console.error(cause.message)
    return 1
  }
}

/**
 * @template Report
 * @param {string} file
 * @param {(report: Report) => import('./tests/summary.mjs').TestCounts} read
 * @param {string} who
 */
async function readReport(file, read, who) {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text !== undefined) return read(JSON.parse(text))
  console.log(`${who} left no report.`)
  return noReport
}
