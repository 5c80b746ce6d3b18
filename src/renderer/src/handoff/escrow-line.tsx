import { useEffect } from 'react'
import { useFacts } from '../app/facts.tsx'
import { bridge } from '../bridge.ts'
import { escrowMirror } from '../mirrors.ts'
import { escrowWords } from '../words/keychain.ts'

/** What becomes of a key when the app ends before anybody has it: said before it is created. */
export function EscrowLine() {
  const { keychainName } = useFacts()
  const readiness = escrowMirror.useValue()?.readiness ?? 'unknown'

  useEffect(() => void bridge['escrow:look'](), [])

  const words = escrowWords(readiness, keychainName)
  return words === '' ? null : <p className="text-[12.5px] leading-[18px] text-faint">{words}</p>
}
