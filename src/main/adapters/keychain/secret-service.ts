import type { KeychainProblem } from '../../../shared/app-error.ts'
import { SessionBus } from './session-bus.ts'

const destination = 'org.freedesktop.secrets'
const noCollection = '/'

/**
 * What stands in the way of writing into the Secret Service, found out without opening anything or asking anybody:
 * reading or writing an item would open a prompt where the keychain is locked. `null` when nothing does.
 */
export async function secretServiceProblem(addresses: string): Promise<KeychainProblem | null> {
  let bus: SessionBus | null = null
  try {
    bus = await SessionBus.connect(addresses)
    const collection = await bus.call({
      destination,
      path: '/org/freedesktop/secrets',
      interface: 'org.freedesktop.Secret.Service',
      member: 'ReadAlias',
      texts: ['default']
    })
    if (typeof collection !== 'string' || collection === noCollection) return 'unavailable'
    const isLocked = await bus.call({
      destination,
      path: collection,
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      texts: ['org.freedesktop.Secret.Collection', 'Locked']
    })
    // Anything but a clear no could end in a prompt.
    return isLocked === false ? null : 'locked'
  } catch {
    return 'unavailable'
  } finally {
    bus?.close()
  }
}

/** Where the bus of this login is, by the environment. */
export function sessionBusAddress(env: NodeJS.ProcessEnv): string {
  return env['DBUS_SESSION_BUS_ADDRESS'] ?? `unix:path=${env['XDG_RUNTIME_DIR'] ?? ''}/bus`
}
