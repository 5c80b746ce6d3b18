import { useEffect, useState } from 'react'
import { keyNameProblemOf, type ApiKey } from '../../../shared/api-key.ts'
import { addToNameIndex, nameWarningsOf, type NameIndex } from '../../../shared/name-warnings.ts'
import { systemTimeStyle } from '../words/dates.ts'
import { nameWarningWords } from '../words/name-warnings.ts'

/** Keys that are looked at in one go: a millisecond or two. */
const sliceSize = 1_000
const nothing: NameIndex = new Map()
const noKeys: readonly ApiKey[] = []

/** Somebody who is still typing is not interrupted. */
const pauseMs = 300

/** What to say below the field about a name; `null` while there is nothing to say. It comes after a short pause. */
export function useNameWarning(name: string, keys: readonly ApiKey[] | null, now: number): string | null {
  const index = useNameIndex(keys ?? noKeys)
  const [first] = keyNameProblemOf(name) === null ? nameWarningsOf(name, index) : []
  const text = first === undefined ? null : nameWarningWords(first, now, systemTimeStyle())
  const [settled, setSettled] = useState<string | null>(null)

  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pauseMs)
    return () => clearTimeout(timer)
  }, [text])

  return settled === text ? text : null
}

/** The index of a list: made once for each list and slice by slice, never while a key stroke waits. */
function useNameIndex(keys: readonly ApiKey[]): NameIndex {
  const [index, setIndex] = useState(nothing)

  useEffect(() => {
    const made: NameIndex = new Map()
    let timer: ReturnType<typeof setTimeout> | undefined
    const addFrom = (start: number): void => {
      addToNameIndex(made, keys.slice(start, start + sliceSize))
      if (start + sliceSize < keys.length) timer = setTimeout(() => addFrom(start + sliceSize), 0)
      else setIndex(made)
    }
    timer = setTimeout(() => addFrom(0), 0)
    return () => clearTimeout(timer)
  }, [keys])

  return index
}
