// What `electron <folder>` starts in the Electron that comes from the npm registry: a loader that does for an app's
// folder what the official one does. It ends up in resources/default_app.asar.
//
// It has to be an ES module that awaits the app at the top level. From a CommonJS file Electron is already ready
// when the app's main file runs, and app.enableSandbox() and protocol.registerSchemesAsPrivileged() throw.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const require = createRequire(import.meta.url)
const { modules, folder } = readArguments(process.argv.slice(1))
if (!folder) {
  console.error('Usage: electron [-r module] folder')
  process.exit(2)
}

// Playwright hands its own loader over with -r; it changes process.argv, which is why that was read before.
for (const module of modules) require(path.resolve(module))

const appFolder = path.resolve(folder)
const description = JSON.parse(readFileSync(path.join(appFolder, 'package.json'), 'utf8'))
const name = description.productName ?? description.name
Object.defineProperty(process, 'defaultApp', { enumerable: true, value: true })
app.setVersion(description.version ?? '0.0.0')
app.setName(name)
app.setDesktopName(description.desktopName ?? `${name}.desktop`)
app.setPath('userData', path.join(app.getPath('appData'), name))
app.setAppPath(appFolder)

await import(pathToFileURL(path.join(appFolder, description.main ?? 'index.js')).href)

/**
 * @param {string[]} args
 * @returns {{ modules: string[], folder: string | undefined }} the first argument that is no switch is the folder;
 *   what follows it belongs to the app
 */
function readArguments(args) {
  const modules = []
  for (let index = 0; index < args.length; index += 1) {
    if (args[index] === '-r' || args[index] === '--require') modules.push(args[(index += 1)])
    else if (!args[index].startsWith('-')) return { modules, folder: args[index] }
  }
  return { modules, folder: undefined }
}
