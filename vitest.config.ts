import { defineConfig } from 'vitest/config'

// A test that replaces a module (electron, mostly) must not leave it replaced for the next file.
const replacingModules = [
  'src/main/electron/**/*.test.ts',
  'src/main/ipc/register-handlers.test.ts',
  'src/main/adapters/kept-data-store.test.ts',
  'src/main/adapters/clipboard.test.ts'
]

export default defineConfig({
  test: {
    // `dot` prints one character a test and the whole story of each failure; the JSON is for CI.
    reporters: ['dot', 'json'],
    outputFile: { json: 'out/reports/unit.json' },
    passWithNoTests: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'units',
          include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.{ts,mjs}', 'e2e/servers/**/*.test.ts'],
          exclude: replacingModules,
          // One process for many files: starting one for each takes longer than all the tests.
          isolate: false
        }
      },
      {
        extends: true,
        test: {
          name: 'with replaced modules',
          include: replacingModules,
          // Through vite, so that a test can give it another `electron` than the one that is no module outside Electron.
          server: { deps: { inline: ['electron-store'] } }
        }
      }
    ],
    environment: 'node',
    // The check runs other tools beside the tests; a busy machine is no reason to fail.
    testTimeout: 20_000,
    hookTimeout: 30_000,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true
  }
})
