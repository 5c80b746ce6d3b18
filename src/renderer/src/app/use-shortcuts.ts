import { useEffect } from 'react'
import { bridge } from '../bridge.ts'
import { perform } from './actions.ts'
import { useFacts } from './facts.tsx'
import { actionOf } from './shortcuts.ts'
import { hasSingleKeysNow } from './single-keys.tsx'

/** Listens to the keyboard and to the application menu: both ask for the same actions. */
export function useShortcuts(): void {
  const { platform } = useFacts()

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return
      const action = actionOf(event, platform, hasSingleKeysNow() && !isTyping(event.target))
      // Taking the event also keeps the menu's accelerator from asking a second time.
      if (action !== null && perform(action)) event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    const unsubscribe = bridge['app:menuChosen']((command) => void perform(command))
    return () => {
      document.removeEventListener('keydown', onKeyDown)
      unsubscribe()
    }
  }, [platform])
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.matches('input:not([type=radio], [type=checkbox]), textarea, [contenteditable]')
  )
}
