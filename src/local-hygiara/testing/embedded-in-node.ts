/**
 * Gives a forked Node process the `process.parentPort` of an Electron utility process, on top of Node's own channel,
 * and then runs `embedded.ts` as it is.
 */
Object.assign(process, {
  parentPort: {
    on: (event: 'message' | 'close', listener: (event?: { data: unknown }) => void) => {
      if (event === 'close') process.on('disconnect', () => listener())
      else process.on('message', (data) => listener({ data }))
    },
    postMessage: (message: object) => process.send?.(message)
  }
})

await import('../embedded.ts')
