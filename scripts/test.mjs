// npm test: sets up what is missing, runs every check and unit test, builds, runs the end-to-end tests in desktop
// sessions, and sums up. Arguments go to Playwright: npm test -- --grep rotate
import { readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { runInDesktopSession } from './desktop-session.mjs'
import { inCheckout } from './setup/checkout.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { ensureDesktopTools } from './setup/desktop-packages.mjs'
import { electronEnvironment } from './setup/electron-runtime.mjs'
import { nodePath } from './setup/node-runtime.mjs'
import { prepareApp } from './setup/prepare-app.mjs'
import { runEntry, runInForeground } from './setup/run.mjs'
import { say, SetupError } from './setup/say.mjs'
import { addCounts, readEndToEndReport, readUnitReport, summaryLines } from './tests/summary.mjs'

const unitReport = inCheckout('out', 'reports', 'unit.json')

/**
 * A desktop session with end-to-end tests.
 * @typedef {object} EndToEndSession
 * @property {string} resultsTo folder for what it leaves, absolute
 * @property {string[]} args for Playwright
 */

/** What a run counts as that left no report: it must not look like a pass. */
const noReport = { passed: 0, failed: 1, skipped: [], flaky: [] }

await runEntry(async () => {
  await ensureDependencies()
  await ensureDesktopTools()
  const args = process.argv.slice(2)
  const sessions = args.length > 0 ? [{ resultsTo: inCheckout('out'), args }] : parts()
  const endToEndReports = sessions.map(({ resultsTo }) => path.join(resultsTo, 'reports', 'e2e.json'))
  // So that nothing of an earlier run is counted.
  await Promise.all([unitReport, ...endToEndReports].map((report) => rm(report, { force: true })))

  say('Running the checks and the unit tests.')
  const checks = await runInForeground(nodePath(), [inCheckout('scripts', 'check.mjs')])
  const endToEnd = await runEndToEndTests(sessions)

  const counts = {
    unit: await readReport(unitReport, readUnitReport, 'The unit tests'),
    endToEnd: addCounts(
      await Promise.all(
        endToEndReports.map((report) => readReport(report, readEndToEndReport, 'The end-to-end tests'))
      )
    )
  }
  if (checks !== 0) console.log('The checks did not pass; see above.')
  for (const line of summaryLines(counts)) console.log(line)
  const passed = counts.unit.passed + counts.endToEnd.passed
  const failed = counts.unit.failed + counts.endToEnd.failed
  return checks === 0 && endToEnd === 0 && failed === 0 && passed > 0 ? 0 : 1
})

/**
 * Where sessions can stand side by side and two cores are there, half of the tests run in each of two: a test waits
 * more than it computes, and each session has a clipboard, a keychain and a display of its own.
 * @returns {EndToEndSession[]}
 */
function parts() {
  if (process.platform !== 'linux' || os.availableParallelism() < 2) {
    return [{ resultsTo: inCheckout('out'), args: [] }]
  }
  return ['1', '2'].map((part) => ({
    resultsTo: inCheckout('out', `part-${part}`),
    args: [`--shard=${part}/2`]
  }))
}

/**
 * @param {EndToEndSession[]} sessions
 * @returns {Promise<number>} exit code; 1 when the app could not be prepared, which is said here, because the unit
 *   tests are still to be summed up
 */
async function runEndToEndTests(sessions) {
  try {
    const env = electronEnvironment(await prepareApp())
    say('Running the end-to-end tests.')
    const playwright = inCheckout('node_modules', '@playwright', 'test', 'cli.js')
    const exitCodes = await Promise.all(
      sessions.map(({ resultsTo, args }) =>
        runInDesktopSession(nodePath(), [playwright, 'test', ...args], { env, resultsTo })
      )
    )
    return Math.max(...exitCodes)
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
