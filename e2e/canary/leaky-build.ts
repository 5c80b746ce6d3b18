import { cp, mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runProgram } from '../fixtures/child-process.ts'
import { builtApp } from '../fixtures/keys-app.ts'

const leakyConfig = pathToFileURL(join(import.meta.dirname, 'leaky-config.ts')).href

/**
 * Builds an app into `folder` that hands the value of a new key to the screens, and is the product's in everything
 * else. The scan has to find it there.
 */
export async function buildLeakyApp(folder: string): Promise<void> {
  // electron-vite writes beside its configuration, and the checkout need not be writable.
  const config = join(folder, 'electron.vite.config.mjs')
  await Promise.all([
    writeFile(config, configText(folder)),
    symlink(join(builtApp, 'node_modules'), join(folder, 'node_modules')),
    cp(join(builtApp, 'package.json'), join(folder, 'package.json')),
    mkdir(join(folder, 'out'))
  ])
  for (const room of ['preload', 'renderer']) {
    await cp(join(builtApp, 'out', room), join(folder, 'out', room), { recursive: true })
  }
  const program = join(builtApp, 'node_modules/electron-vite/bin/electron-vite.js')
  const args = [program, 'build', '--config', config, '--ignoreConfigWarning']
  const { exitCode, stdout, stderr } = await runProgram(process.execPath, args, {
    cwd: builtApp,
    timeout: 60_000
  })
  if (exitCode !== 0) throw new Error(`the leaky app could not be built\n${stdout}\n${stderr}`)
}

/** Imported by an address that the bundler cannot follow: inside a bundle the product's configuration loses its place. */
function configText(folder: string): string {
  return [
    `const address = ${JSON.stringify(leakyConfig)}`,
    'const { leakyConfig } = await import(address)',
    `export default leakyConfig(${JSON.stringify(folder)})`
  ].join('\n')
}
