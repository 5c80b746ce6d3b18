import { expect, test, vi } from 'vitest'
import { isWayland, readAppFacts, systemFacts } from './app-facts.ts'

vi.mock('electron', () => ({ app: { getVersion: () => '1.2.3' } }))

test.each([
  ['darwin', '', { platform: 'mac', keychainName: 'macOS Keychain' }],
  ['win32', '', { platform: 'windows', keychainName: 'Windows Credential Manager' }],
  ['linux', 'GNOME', { platform: 'linux', keychainName: 'GNOME Keyring' }],
  ['linux', 'ubuntu:GNOME', { platform: 'linux', keychainName: 'GNOME Keyring' }],
  ['linux', 'KDE', { platform: 'linux', keychainName: 'KDE Wallet' }],
  ['linux', 'neon:KDE', { platform: 'linux', keychainName: 'KDE Wallet' }],
  ['linux', 'sway', { platform: 'linux', keychainName: 'GNOME Keyring' }],
  ['linux', '', { platform: 'linux', keychainName: 'GNOME Keyring' }],
  ['freebsd', 'KDE', { platform: 'linux', keychainName: 'KDE Wallet' }]
] as const)('%s with the desktop "%s" names its keychain as people there do', (platform, desktop, facts) => {
  expect(systemFacts(platform, { XDG_CURRENT_DESKTOP: desktop })).toMatchObject(facts)
})

test('the facts are those of this computer', () => {
  expect(readAppFacts()).toMatchObject({
    version: '1.2.3',
    platform: systemFacts(process.platform, {}).platform
  })
})

test.each([
  ['linux', {}, false],
  ['linux', { DISPLAY: ':0', XDG_SESSION_TYPE: 'x11' }, false],
  ['linux', { DISPLAY: ':0', WAYLAND_DISPLAY: '' }, false],
  ['linux', { WAYLAND_DISPLAY: 'wayland-1' }, true],
  ['linux', { DISPLAY: ':0', XDG_SESSION_TYPE: 'wayland' }, true],
  ['freebsd', { WAYLAND_DISPLAY: 'wayland-0' }, true],
  ['darwin', { WAYLAND_DISPLAY: 'wayland-0' }, false],
  ['win32', { XDG_SESSION_TYPE: 'wayland' }, false]
] as const)('%s with %j: Wayland %s', (platform, env, expected) => {
  expect(isWayland(platform, env)).toBe(expected)
  expect(systemFacts(platform, env).clipboardNeedsActiveWindow).toBe(expected)
})
