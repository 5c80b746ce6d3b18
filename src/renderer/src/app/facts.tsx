import { createContext, useContext } from 'react'
import type { AppFacts } from '../../../shared/app-facts.ts'
import { sessionMirror } from '../mirrors.ts'
import type { WordsContext } from '../words/errors.ts'

const FactsContext = createContext<AppFacts | null>(null)

/** Makes the facts about this computer known to every screen. */
export const FactsProvider = FactsContext.Provider

/** What the screens need to know about where they run. */
export function useFacts(): AppFacts {
  const facts = useContext(FactsContext)
  if (!facts) throw new Error('a screen was rendered before the facts were read')
  return facts
}

/** What errors need to know to be said in words. */
export function useWordsContext(): WordsContext {
  const { keychainName } = useFacts()
  const session = sessionMirror.useValue()
  return {
    keychainName,
    organization: session?.state === 'signed-in' ? session.user.organization : null
  }
}
