// Loaded into main: how long it does not come round to anything else.
const everyMs = 2

/** Begins to watch; `longest()` gives the longest time so far and begins anew. */
exports.watchBlocks = () => {
  let last = performance.now()
  let longest = 0
  const look = () => {
    const now = performance.now()
    longest = Math.max(longest, now - last - everyMs)
    last = now
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
