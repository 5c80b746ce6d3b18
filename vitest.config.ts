import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    environment: 'node',
    // Through vite, so that a test can give it another `electron` than the one that is no module outside Electron.
    server: { deps: { inline: ['electron-store'] } },
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.{ts,mjs}'],
    // `dot` prints one character a test and the whole story of each failure; the JSON is for CI.
    reporters: ['dot', 'json'],
    outputFile: { json: 'out/reports/unit.json' },
    passWithNoTests: false,
    // The check runs other tools beside the tests; a busy machine is no reason to fail.
    testTimeout: 20_000,
    hookTimeout: 30_000,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true
  }
})
