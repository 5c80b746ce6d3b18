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

// A call that takes longer than that is probably waiting for a person.
const lookEveryMs = 300

/**
 * Runs `onEnd` when the Secret Service that answers now has ended. A library that waits for the answer to a prompt
 * does not notice: nobody is left who could give one. Resolves once it is known who answers, so that an end right
 * after the call began is seen too; with the function that ends the watching.
 */
export async function watchSecretService(addresses: string, onEnd: () => void): Promise<() => void> {
  // Without a bus the call itself fails, and says so.
  const bus = await SessionBus.connect(addresses).catch(() => null)
  if (!bus) return () => undefined
  let owner = await ownerOn(bus)
  let timer: NodeJS.Timeout | undefined
  let isOver = false
  const look = async (): Promise<void> => {
    const now = await ownerOn(bus)
    if (isOver) return
    // None yet: it may just be starting.
    if (owner !== null && now !== owner) {
      onEnd()
      return
    }
    owner = now
    again()
  }
  const again = (): void => {
    timer = setTimeout(() => void look(), lookEveryMs)
  }
  again()
  return () => {
    isOver = true
    clearTimeout(timer)
    bus.close()
  }
}

/** The connection that has the service's name; asking for it starts nothing. */
async function ownerOn(bus: SessionBus): Promise<string | null> {
  const owner = await bus
    .call({
      destination: 'org.freedesktop.DBus',
      path: '/org/freedesktop/DBus',
      interface: 'org.freedesktop.DBus',
      member: 'GetNameOwner',
      texts: [destination]
    })
    .catch(() => null)
  return typeof owner === 'string' ? owner : null
}

/** Where the bus of this login is, by the environment. */
export function sessionBusAddress(env: NodeJS.ProcessEnv): string {
  return env['DBUS_SESSION_BUS_ADDRESS'] ?? `unix:path=${env['XDG_RUNTIME_DIR'] ?? ''}/bus`
}
