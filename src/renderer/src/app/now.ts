import { useSyncExternalStore } from 'react'

/** A clock that components share, so that everything on the screen speaks of the same moment. */
function createTicker(everyMs: number): {
  subscribe: (listener: () => void) => () => void
  read: () => number
} {
  const listeners = new Set<() => void>()
  let now = Date.now()
  let timer: ReturnType<typeof setInterval> | undefined

  const tick = (): void => {
    now = Date.now()
    for (const listener of listeners) listener()
  }
  // Nobody reads a hidden window; the first tick after showing it brings everything up to date.
  const adjust = (): void => {
    clearInterval(timer)
    timer = undefined
    if (listeners.size === 0 || document.hidden) return
    timer = setInterval(tick, everyMs)
    tick()
  }

  return {
    subscribe: (listener) => {
      listeners.add(listener)
      if (listeners.size === 1) {
        document.addEventListener('visibilitychange', adjust)
        now = Date.now()
        timer = setInterval(tick, everyMs)
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        document.removeEventListener('visibilitychange', adjust)
        clearInterval(timer)
      }
    },
    read: () => {
      // Without a running timer the stored time may be from long ago.
      if (listeners.size === 0 && Date.now() - now > everyMs) now = Date.now()
      return now
    }
  }
}

const minutes = createTicker(30_000)
const seconds = createTicker(250)

/** The time, brought up to date every half minute: for "12 min ago". Milliseconds since 1970. */
export function useNow(): number {
  return useSyncExternalStore(minutes.subscribe, minutes.read)
}

/** The time, brought up to date four times a second: for countdowns. */
export function useNowForCountdown(): number {
  return useSyncExternalStore(seconds.subscribe, seconds.read)
}
