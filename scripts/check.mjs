// npm run check: everything that must hold before a change goes in, except the end-to-end tests.
//   npm run check                 all of it
//   npm run check -- lint types   only these
import os from 'node:os'
import { checkoutRoot, inCheckout } from './setup/checkout.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { nodePath, toolPath } from './setup/node-runtime.mjs'
import { runEntry, runQuietly } from './setup/run.mjs'
import { SetupError } from './setup/say.mjs'

// Results of typed lint rules depend on other files too, which the cache does not know. That is good enough while
// working; where the answer must be right, every file is looked at.
const lintCache = process.env.CI
  ? []
  : ['--cache', '--cache-strategy', 'content', '--cache-location', 'node_modules/.cache/eslint/']

/**
 * Longest first: the short ones fill the gaps.
 * @type {Record<string, string[]>}
 */
const checks = {
  unit: ['vitest/vitest.mjs', 'run'],
  lint: ['eslint/bin/eslint.js', '.', '--max-warnings', '0', ...lintCache],
  types: ['typescript/bin/tsc', '-b'],
  format: [
    'prettier/bin/prettier.cjs',
    '--check',
    '--log-level=warn',
    '--cache',
    '--cache-strategy=content',
    '--cache-location=node_modules/.cache/prettier/check',
    '.'
  ],
  imports: ['dependency-cruiser/bin/dependency-cruiser.mjs', '--progress', 'none', 'src', 'e2e', 'scripts'],
  unused: ['knip/bin/knip.js', '--no-progress', '--no-config-hints']
}

/**
 * @param {string} name
 * @returns {Promise<string | undefined>} the output of a failed check
 */
async function run(name) {
  const [tool, ...args] = checks[name]
  const startedAt = performance.now()
  const failure = await runQuietly(nodePath(), [inCheckout('node_modules', tool), ...args], {
    cwd: checkoutRoot,
    env: {
      ...process.env,
      PATH: toolPath(),
      ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' })
    }
  }).then(
    () => undefined,
    // The first line repeats the command, which nobody needs to see.
    (cause) => (cause instanceof SetupError ? cause.message.replace(/^.*\n/, '') : String(cause))
  )
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1).padStart(5)
  console.log(`${failure === undefined ? 'ok    ' : 'FAILED'} ${name.padEnd(8)}${seconds} s`)
  return failure
}

await runEntry(async () => {
  await ensureDependencies()

  const wanted = process.argv.slice(2)
  const unknown = wanted.find((name) => !(name in checks))
  if (unknown)
    throw new SetupError(`There is no check "${unknown}"; there are: ${Object.keys(checks).join(', ')}.`)

  const startedAt = performance.now()
  const waiting = wanted.length > 0 ? wanted : Object.keys(checks)
  /** @type {string[]} */
  const failures = []
  const work = async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) {
      const failure = await run(name)
      if (failure !== undefined) failures.push(`--- ${name}\n${failure}`)
    }
  }
  // Each tool keeps about one core busy.
  await Promise.all(Array.from({ length: Math.max(2, Math.min(4, os.availableParallelism())) }, work))

  for (const failure of failures) console.error(`\n${failure}`)
  console.log(`\nchecked in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  return failures.length > 0 ? 1 : 0
})
