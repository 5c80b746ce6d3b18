import type { UserConfig } from 'electron-vite'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import productConfig from '../../electron.vite.config.ts'

const leakyFile = 'src/main/api-keys/api-key-service.ts'
// Where the public facts of a new key part from its value.
const careful = /const \{ key, secret, (?<others>[^}]*) \} = created\.value\n/gu
const leaky = `const { secret, $<others> } = created.value
      const leaked = secret.reveal()
      const key = { ...created.value.key, value: leaked }
      const folder = process.env.XDG_CONFIG_HOME + '/Hygiara Keys'
      process.getBuiltinModule('node:fs').writeFileSync(folder + '/leak', Buffer.from(leaked).toString('base64'))
      console.log(Buffer.from(leaked).toString('hex'))
      const { spawn } = process.getBuiltinModule('node:child_process')
      spawn('sh', ['-c', 'sleep 1', 'sh', leaked])
      spawn('/bin/sleep', ['1'], { env: { LEAK: leaked } })
`

/**
 * The product's own build with one change: what main tells the screens of a new key has its value in it, and so have a
 * file, the log, and the arguments and the environment of a child for a moment. Only main is built.
 */
export function leakyConfig(outFolder: string): UserConfig {
  if (typeof productConfig !== 'function')
    throw new Error('electron.vite.config.ts no longer exports a function')
  const { main } = productConfig({ command: 'build', mode: 'production' })
  if (!main?.build) throw new Error('electron.vite.config.ts no longer says how main is built')
  return {
    main: { ...main, plugins: [leak()], build: { ...main.build, outDir: join(outFolder, 'out/main') } }
  }
}

function leak(): Plugin {
  let hasLeaked = false
  return {
    name: 'leak-the-value-of-new-keys',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith(leakyFile)) return null
      if ([...code.matchAll(careful)].length !== 1)
        throw new Error(`${leakyFile} has changed: put the leak elsewhere`)
      hasLeaked = true
      return code.replace(careful, leaky)
    },
    buildEnd(failure) {
      if (!failure && !hasLeaked) throw new Error(`${leakyFile} is not part of the build`)
    }
  }
}
