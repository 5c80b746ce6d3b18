import { notableSkewMs } from '../../../shared/connection.ts'
import { connectionMirror } from '../mirrors.ts'
import { useNow } from './now.ts'

/** How far this computer's clock is from Hygiara's, in milliseconds, where it is worth a word; 0 otherwise. */
export function useClockSkew(): number {
  const skew = connectionMirror.useValue()?.clockSkewMs ?? 0
  return Math.abs(skew) > notableSkewMs ? skew : 0
}

/** The time by Hygiara's clock, which decides whether a key has expired. Milliseconds since 1970. */
export function useHygiaraNow(): number {
  return useNow() + useClockSkew()
}
