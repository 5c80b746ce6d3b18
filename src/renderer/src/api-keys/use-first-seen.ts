import { useEffect, useState } from 'react'
import { bridge } from '../bridge.ts'
import { recordsMirror } from '../mirrors.ts'

/**
 * When this app first saw a key: the first kept day that has it, or the moment it was created here. `null` while that
 * is looked up, and where nothing is kept.
 *
 * @param isAsked whether anybody wants to know
 */
export function useFirstSeen(id: string, isAsked: boolean): string | null {
  const record = recordsMirror.useValue()?.records.find(({ keyId }) => keyId === id)
  const [seenAt, setSeenAt] = useState<string | null>(null)
  useEffect(() => {
    if (!isAsked) return
    let isOver = false
    void bridge['history:readKey']({ id }).then((answer) => {
      if (!isOver && answer.ok) setSeenAt(answer.value[0]?.seenAt ?? null)
    })
    return () => {
      isOver = true
    }
  }, [id, isAsked])
  const createdAt = record?.createdHereAt ?? null
  if (createdAt === null || seenAt === null) return createdAt ?? seenAt
  return Date.parse(createdAt) < Date.parse(seenAt) ? createdAt : seenAt
}
