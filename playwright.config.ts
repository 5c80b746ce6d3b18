import { defineConfig } from '@playwright/test'
import { join, resolve } from 'node:path'

// A run in a desktop session writes where the session says; its results are brought out afterwards.
const results = resolve(process.env['HYGIARA_KEYS_RESULTS'] ?? 'out')

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: join(results, 'test-results'),
  preserveOutput: 'failures-only',
  reporter: [['list'], ['json', { outputFile: join(results, 'reports', 'e2e.json') }]],
  // A session has one clipboard, one keychain and one display.
  workers: 1,
  fullyParallel: false,
  // A test that passes only the second time has found something: the summary of npm test names it.
  retries: process.env['CI'] ? 1 : 0,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 60_000,
  globalTimeout: 20 * 60_000,
  expect: { timeout: 10_000 }
})
