import { app } from 'electron'
import type { AppFacts } from '../../shared/app-facts.ts'

/** What the screens need to know about where they run. */
export function readAppFacts(): AppFacts {
  return {
    version: app.getVersion(),
    ...systemFacts(process.platform, process.env)
  }
}

/** What the platform and the environment that the desktop has set say about it. */
export function systemFacts(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): Omit<AppFacts, 'version'> {
  const clipboardNeedsActiveWindow = isWayland(platform, env)
  if (platform === 'darwin') {
    return { platform: 'mac', keychainName: 'macOS Keychain', clipboardNeedsActiveWindow }
  }
  if (platform === 'win32') {
    return { platform: 'windows', keychainName: 'Windows Credential Manager', clipboardNeedsActiveWindow }
  }
  const isKde = (env['XDG_CURRENT_DESKTOP'] ?? '').split(':').includes('KDE')
  const keychainName = isKde ? 'KDE Wallet' : 'GNOME Keyring'
  return { platform: 'linux', keychainName, clipboardNeedsActiveWindow }
}

/**
 * Whether the desktop is a Wayland one. A window that runs there through Xwayland is under the same limits: its
 * clipboard is carried over to the others only while it is in front.
 */
export function isWayland(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): boolean {
  if (platform === 'darwin' || platform === 'win32') return false
  return (env['WAYLAND_DISPLAY'] ?? '') !== '' || env['XDG_SESSION_TYPE'] === 'wayland'
}
