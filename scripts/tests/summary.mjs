/**
 * How a set of tests went.
 * @typedef {object} TestCounts
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} skipped names of the tests that did not run
 * @property {string[]} flaky names of the tests that passed only at the second try; they are among the passed
 */

/** @typedef {{ fullName: string, status: string }} UnitTest */
/** @typedef {{ name: string, status: string, assertionResults: UnitTest[] }} UnitFile */

/** @typedef {{ status: 'expected' | 'unexpected' | 'flaky' | 'skipped' }} EndToEndTest */
/** @typedef {{ title: string, tests: EndToEndTest[] }} EndToEndSpec */
/** @typedef {{ title: string, specs?: EndToEndSpec[], suites?: EndToEndSuite[] }} EndToEndSuite */

/**
 * Reads vitest's JSON report.
 * @param {{ testResults: UnitFile[] }} report
 * @returns {TestCounts} a file that failed before its first test counts as one failed test
 */
export function readUnitReport({ testResults }) {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed')
  )
  const count = (/** @type {string} */ status) => tests.filter((test) => test.status === status).length
  return {
    passed: count('passed'),
    failed: count('failed') + brokenFiles.length,
    skipped: tests
      .filter(({ status }) => status !== 'passed' && status !== 'failed')
      .map(({ fullName }) => fullName),
    flaky: []
  }
}

/**
 * Reads Playwright's JSON report.
 * @param {{ suites: EndToEndSuite[], errors?: unknown[] }} report
 * @returns {TestCounts} an error outside the tests counts as failed
 */
export function readEndToEndReport({ suites, errors = [] }) {
  const tests = suites.flatMap((suite) => listTests(suite, []))
  const named = (/** @type {string} */ wanted) =>
    tests.filter(({ status }) => status === wanted).map(({ name }) => name)
  const flaky = named('flaky')
  return {
    passed: named('expected').length + flaky.length,
    failed: named('unexpected').length + errors.length,
    skipped: named('skipped'),
    flaky
  }
}

/**
 * @param {TestCounts[]} parts
 * @returns {TestCounts} the parts as one
 */
export function addCounts(parts) {
  return {
    passed: parts.reduce((sum, { passed }) => sum + passed, 0),
    failed: parts.reduce((sum, { failed }) => sum + failed, 0),
    skipped: parts.flatMap(({ skipped }) => skipped),
    flaky: parts.flatMap(({ flaky }) => flaky)
  }
}

/**
 * The lines that end a test run. The last one has a fixed form, for programs that read it.
 * @param {{ unit: TestCounts, endToEnd: TestCounts }} counts
 * @returns {string[]}
 */
export function summaryLines({ unit, endToEnd }) {
  const skipped = [...unit.skipped, ...endToEnd.skipped]
  return [
    `unit: ${inWords(unit.passed, unit.failed, unit.skipped.length)}`,
    `end to end: ${inWords(endToEnd.passed, endToEnd.failed, endToEnd.skipped.length)}`,
    ...skipped.map((name) => `skipped: ${name}`),
    ...[...unit.flaky, ...endToEnd.flaky].map((name) => `passed only at the second try: ${name}`),
    `total: ${inWords(unit.passed + endToEnd.passed, unit.failed + endToEnd.failed, skipped.length)}`
  ]
}

/**
 * @param {number} passed
 * @param {number} failed
 * @param {number} skipped
 */
function inWords(passed, failed, skipped) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

/**
 * @param {EndToEndSuite} suite
 * @param {string[]} above titles of the suites around it
 * @returns {{ name: string, status: string }[]}
 */
function listTests({ title, specs = [], suites = [] }, above) {
  const titles = [...above, title].filter(Boolean)
  const own = specs.flatMap((spec) =>
    spec.tests.map(({ status }) => ({ name: [...titles, spec.title].join(' > '), status }))
  )
  return [...own, ...suites.flatMap((suite) => listTests(suite, titles))]
}
