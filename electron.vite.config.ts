import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { resolve } from 'node:path'

const root = import.meta.dirname
const at = (path: string): string => resolve(root, path)

// People get Electron 45, the tests may run on 33: build for the older of the two.
const nodeTarget = 'node20.18'
const chromeTarget = 'chrome130'

// Everything is bundled except what cannot be: packages that load a native binary at run time.
// (electron and Node's own modules stay outside by electron-vite's preset.)
const nativePackages = ['keytar', 'libsql']

// What electron-store's conf loads for options that are never given it: the app checks what it reads itself. It would be
// a quarter of what has to be compiled before the first screen has something to show.
const unusedByConf = ['ajv/dist/2020.js', 'ajv-formats', 'semver']
const confAlone = {
  name: 'conf-alone',
  enforce: 'pre' as const,
  resolveId: (id: string, importer?: string) =>
    unusedByConf.includes(id) && /[\\/]node_modules[\\/]conf[\\/]/u.test(importer ?? '')
      ? `\0unused-by-conf:${id}`
      : null,
  load: (id: string) =>
    id.startsWith('\0unused-by-conf:')
      ? `export class Ajv2020 { constructor() { throw new Error('the app was built without this') } }
         export default Ajv2020`
      : null
}

export default defineConfig(({ mode }) => {
  const sourcemap = mode === 'development'
  return {
    main: {
      plugins: [confAlone],
      build: {
        externalizeDeps: false,
        target: nodeTarget,
        outDir: at('out/main'),
        sourcemap,
        // Not minified: a stack trace in a log should be readable without source maps.
        minify: false,
        rolldownOptions: {
          external: nativePackages,
          input: {
            index: at('src/main/index.ts'),
            // Each of these runs as a utility process, or a thread, of its own.
            'keychain-worker': at('src/main/adapters/keychain/keychain-worker.ts'),
            'snapshot-thread': at('src/main/adapters/snapshots/snapshot-thread.ts'),
            'reading-thread': at('src/main/endpoints/reading-thread.ts'),
            'local-hygiara': at('src/local-hygiara/embedded.ts')
          },
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' }
        }
      }
    },
    preload: {
      build: {
        externalizeDeps: false,
        target: nodeTarget,
        outDir: at('out/preload'),
        sourcemap: false,
        rolldownOptions: {
          input: { index: at('src/preload/index.ts') },
          // A sandboxed preload is a single CommonJS file that may require nothing but electron.
          output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false }
        }
      }
    },
    renderer: {
      root: at('src/renderer'),
      plugins: [react(), tailwindcss()],
      build: {
        target: chromeTarget,
        outDir: at('out/renderer'),
        emptyOutDir: true,
        sourcemap,
        minify: mode !== 'development',
        // The page's policy is `script-src 'self'; style-src 'self'`: nothing inline, no data: addresses.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        rolldownOptions: { input: { index: at('src/renderer/index.html') } }
      }
    }
  }
})
