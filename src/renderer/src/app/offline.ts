import { connectionMirror } from '../mirrors.ts'

/** Whether Hygiara did not answer the last request. Main keeps asking, and this ends as soon as it does. */
export function useIsOffline(): boolean {
  return connectionMirror.useValue()?.state === 'offline'
}
