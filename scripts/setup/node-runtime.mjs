import { existsSync } from 'node:fs'
import path from 'node:path'
import { checkoutRoot, inCheckout } from './checkout.mjs'
import { SetupError } from './say.mjs'

/** The oldest Node that Electron's installer and the test tools accept. */
const oldestNode = [22, 12]

/** From here on Node runs TypeScript files without a flag. */
const firstNodeThatStripsTypes = [22, 18]

/**
 * The Node that runs the project's tools: the pinned Node 24 from node_modules where the npm registry has one
 * (Linux x64, Windows x64), otherwise the Node this script runs in.
 * @returns {string} absolute path of the executable
 * @throws {SetupError} when there is none that is new enough
 */
export function nodePath() {
  const pinned = pinnedNodePath()
  if (pinned) return pinned
  if (isAtLeast(process.versions.node, oldestNode)) return process.execPath
  throw new SetupError(
    `Hygiara Keys needs Node ${oldestNode.join('.')} or newer here; this is Node ${process.versions.node}. ` +
      'Install a newer Node, then run the same command again.'
  )
}

/** Flags with which the Node of `nodePath()` runs a TypeScript file directly. */
export function typeScriptFlags() {
  const version = pinnedNodePath() ? '24.0.0' : process.versions.node
  return isAtLeast(version, firstNodeThatStripsTypes)
    ? []
    : ['--experimental-strip-types', '--disable-warning=ExperimentalWarning']
}

/**
 * PATH for child processes: the project's tools and its Node first, whatever Node the machine has.
 * @param {string} root the checkout, or a staged copy of it
 * @param {string} [machinePath]
 */
export function toolPath(root = checkoutRoot, machinePath = process.env.PATH ?? '') {
  return [path.join(root, 'node_modules', '.bin'), path.dirname(nodePath()), machinePath]
    .filter(Boolean)
    .join(path.delimiter)
}

/** @returns {string | undefined} */
function pinnedNodePath() {
  const system = process.platform === 'win32' ? 'win' : process.platform
  const executable = process.platform === 'win32' ? 'node.exe' : 'node'
  const candidate = inCheckout('node_modules', `node-${system}-${process.arch}`, 'bin', executable)
  return existsSync(candidate) ? candidate : undefined
}

/**
 * @param {string} version such as `22.12.0`
 * @param {number[]} wanted major and minor
 */
export function isAtLeast(version, [major, minor]) {
  const [haveMajor, haveMinor] = version.split('.').map(Number)
  return haveMajor > major || (haveMajor === major && haveMinor >= minor)
}
