import type { Offers } from '../../../shared/offers.ts'
import { sessionMirror } from '../mirrors.ts'

/** What the server of this session can be asked for; `null` while nobody is there. */
export function useOffers(): Offers | null {
  const session = sessionMirror.useValue()
  return session?.state === 'signed-in' ? session.offers : null
}
