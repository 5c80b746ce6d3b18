import { HardDrive, KeyRound, MemoryStick } from 'lucide-react'
import { useFacts } from '../app/facts.tsx'

/** Three lines on what is stored where, said before anything is stored. */
export function WhatIsKept() {
  const { keychainName } = useFacts()
  const lines = [
    {
      icon: MemoryStick,
      text: `A new key waits in memory, and in ${keychainName} in case the app ends, until you copy or save it.`
    },
    {
      icon: KeyRound,
      text: `What you choose to keep goes to ${keychainName}, and so does the key that seals your notes and the list of keys.`
    },
    {
      icon: HardDrive,
      text: 'Files hold settings and addresses, and sealed: your notes and the list. Never a key.'
    }
  ]
  return (
    <ul aria-label="What is stored where" className="grid gap-2 text-faint front:mt-8">
      {lines.map(({ icon: Icon, text }) => (
        <li key={text} className="flex items-start gap-2.5">
          <Icon aria-hidden className="mt-[3px] size-3.5 flex-none" />
          {text}
        </li>
      ))}
    </ul>
  )
}
