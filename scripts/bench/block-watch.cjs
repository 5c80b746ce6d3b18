// Loaded into main: how long it does not come round to anything else.
const { readFileSync } = require('node:fs')

const everyMs = 2

/** How long this thread was ready and had to wait for a processor, in milliseconds; 0 where the system does not say. */
const waited = () => {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'latin1').split(' ')[1]) / 1e6
  } catch {
    return 0
  }
}

/**
 * Begins to watch; `longest()` gives the longest time so far and begins anew. What other processes did meanwhile is
 * not main's: it is taken off.
 */
exports.watchBlocks = () => {
  let last = performance.now()
  let lastWaited = waited()
  let longest = 0
  const look = () => {
    const now = performance.now()
    const nowWaited = waited()
    longest = Math.max(longest, now - last - everyMs - (nowWaited - lastWaited))
    last = performance.now()
    lastWaited = nowWaited
  }
  setInterval(look, everyMs)
  return {
    longest: () => {
      look()
      const found = longest
      longest = 0
      return found
    }
  }
}

// Where a driver asks for it from outside.
globalThis.benchBlocks = exports.watchBlocks
