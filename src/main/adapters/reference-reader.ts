import type { Worker } from 'node:worker_threads'
import type { ReferenceReading } from '../../shared/api-mapping.ts'
import { err, ok } from '../../shared/result.ts'
import type { ReferenceReader } from '../ports.ts'

// The largest public documents take two seconds; a busy machine is slower.
const readingLimitMs = 20_000

/**
 * Reads each document in a thread of its own, which ends with it: after `limitMs` it is ended unread.
 *
 * @param startThread starts `reading-thread.ts`
 */
export function createReferenceReader(startThread: () => Worker, limitMs = readingLimitMs): ReferenceReader {
  return {
    read: async (document, choices, signal) => {
      if (signal.aborted) return err('cancelled')
      const thread = startThread()
      const late = AbortSignal.timeout(limitMs)
      const given = AbortSignal.any([signal, late])
      try {
        return await new Promise<Awaited<ReturnType<ReferenceReader['read']>>>((resolve) => {
          given.addEventListener('abort', () => resolve(err(signal.aborted ? 'cancelled' : 'too-slow')))
          thread.once('message', (reading: ReferenceReading | null) =>
            resolve(reading === null ? err('not-a-reference') : ok(reading))
          )
          // A thread that needs more than it may have ends without a word.
          thread.once('error', () => resolve(err('too-slow')))
          thread.once('exit', () => resolve(err('too-slow')))
          thread.postMessage({ document, choices })
        })
      } finally {
        await thread.terminate()
      }
    }
  }
}
