import { expect, test, vi } from 'vitest'
import { readAppFacts, systemFacts } from './app-facts.ts'

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
  expect(systemFacts(platform, desktop)).toEqual(facts)
})

test('the facts are those of this computer', () => {
  expect(readAppFacts()).toMatchObject({
    version: '1.2.3',
    platform: systemFacts(process.platform, '').platform
  })
})
