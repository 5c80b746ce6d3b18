import { useEffect, useState } from 'react'
import type { KeySighting } from '../../../shared/key-history.ts'
import type { Result } from '../../../shared/result.ts'
import { bridge } from '../bridge.ts'

/** What the kept days say about one key; `null` while they are being read. */
export type KeyHistory = Result<readonly KeySighting[]> | null

// Somebody who walks through the rows does not want the history of each.
const waitMs = 120

/**
 * Reads what the kept days say about a key.
 * @param fetchedAt of when the list is: there is more to read after each refresh
 */
export function useKeyHistory(id: string, fetchedAt: string | null): KeyHistory {
  const [read, setRead] = useState<{ readonly id: string; readonly history: KeyHistory } | null>(null)
  useEffect(() => {
    let isOver = false
    const timer = setTimeout(() => {
      void bridge['history:readKey']({ id }).then((history) => {
        if (!isOver) setRead({ id, history })
      })
    }, waitMs)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [id, fetchedAt])
  return read?.id === id ? read.history : null
}
