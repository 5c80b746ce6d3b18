import { app } from 'electron'
import type { AppFacts } from '../../shared/app-facts.ts'

/** What the screens need to know about where they run. */
export function readAppFacts(): AppFacts {
  return {
    version: app.getVersion(),
    ...systemFacts(process.platform, process.env['XDG_CURRENT_DESKTOP'] ?? '')
  }
}

/** `desktop` is the value of XDG_CURRENT_DESKTOP, a colon-separated list. */
export function systemFacts(
  platform: NodeJS.Platform,
  desktop: string
): Pick<AppFacts, 'platform' | 'keychainName'> {
  if (platform === 'darwin') return { platform: 'mac', keychainName: 'macOS Keychain' }
  if (platform === 'win32') return { platform: 'windows', keychainName: 'Windows Credential Manager' }
  const isKde = desktop.split(':').includes('KDE')
  return { platform: 'linux', keychainName: isKde ? 'KDE Wallet' : 'GNOME Keyring' }
}
