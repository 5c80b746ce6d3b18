import { powerMonitor } from 'electron'

const gone = ['lock-screen', 'suspend', 'shutdown', 'user-did-resign-active'] as const
const back = ['unlock-screen', 'resume', 'user-did-become-active'] as const

/** What the system reports about the person and the computer. */
export interface PowerSource {
  on(event: (typeof gone)[number] | (typeof back)[number], listener: () => void): unknown
}

export interface PowerListeners {
  /** The screen is locked, somebody else uses the computer, it goes to sleep, or it is about to be switched off. */
  readonly personGone: () => void
  readonly personBack: () => void
}

/**
 * Listens to what the system says. Linux does not tell apps of a locked screen, and of sleep only where logind runs;
 * nothing may therefore depend on these alone. `getSystemIdleState` is not asked: it has reported `locked` on a desktop
 * without any lock.
 */
export function onPowerEvents({ personGone, personBack }: PowerListeners, source?: PowerSource): void {
  // Not before the app is ready, when it is called: Electron has no power monitor until then.
  const system: PowerSource = source ?? powerMonitor
  for (const event of gone) system.on(event, personGone)
  for (const event of back) system.on(event, personBack)
}
