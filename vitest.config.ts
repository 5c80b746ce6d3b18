import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.{ts,mjs}'],
    // `dot` prints one character a test and the whole story of each failure; the JSON is for CI.
    reporters: ['dot', 'json'],
    outputFile: { json: 'out/reports/unit.json' },
    passWithNoTests: false,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true
  }
})
