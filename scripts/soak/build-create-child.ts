import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const program = fileURLToPath(new URL('create-child.ts', import.meta.url))

/**
 * Makes one file of the program and all that it imports: it starts three times as fast, which is most of what a life
 * of the app costs here.
 *
 * @returns its path in `folder`
 */
export async function buildCreateChild(folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: program,
      outDir: folder,
      minify: false,
      rolldownOptions: { output: { codeSplitting: false, entryFileNames: 'create-child.mjs' } }
    }
  })
  return join(folder, 'create-child.mjs')
}
