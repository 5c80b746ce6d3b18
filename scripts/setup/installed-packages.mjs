/**
 * One package in a package-lock.json.
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [optional]
 * @property {string | string[]} [os]
 * @property {string | string[]} [cpu]
 * @property {string | string[]} [libc]
 */

/** @typedef {{ packages: Record<string, LockedPackage> }} Lockfile */

/**
 * Whether node_modules holds what the lockfile asks for on this system, judged by the list npm keeps in
 * node_modules/.package-lock.json. Lets a person's own `npm ci` or `npm install` count.
 * @param {Lockfile} wanted package-lock.json
 * @param {Lockfile} installed node_modules/.package-lock.json
 * @param {{ platform: string, arch: string }} system as Node names them
 */
export function isInstalled(wanted, installed, system) {
  return Object.entries(wanted.packages).every(([folder, locked]) => {
    if (folder === '') return true
    const present = installed.packages[folder]
    if (!present) return Boolean(locked.optional) && !isCertainlyFor(locked, system)
    return present.version === locked.version && present.integrity === locked.integrity
  })
}

/**
 * Whether an optional package must be there on this system. A package for one C library may be either, so it
 * does not count.
 * @param {LockedPackage} locked
 * @param {{ platform: string, arch: string }} system
 */
function isCertainlyFor(locked, { platform, arch }) {
  if (!locked.os && !locked.cpu) return false
  return !locked.libc && allows(locked.os, platform) && allows(locked.cpu, arch)
}

/**
 * @param {string | string[] | undefined} allowed
 * @param {string} value
 */
function allows(allowed, value) {
  return allowed === undefined || [allowed].flat().includes(value)
}
