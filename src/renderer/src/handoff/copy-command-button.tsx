import { useWordsContext } from '../app/facts.tsx'
import { showToast } from '../app/toasts.ts'
import { bridge } from '../bridge.ts'
import { errorTextOf } from '../words/errors.ts'

interface CopyCommandButtonProps {
  readonly service: string
  readonly account: string
  /** Said to screen readers where several stand below each other. */
  readonly label?: string
}

/** Copies the command that fetches a saved key. */
export function CopyCommandButton({ service, account, label }: CopyCommandButtonProps) {
  const context = useWordsContext()
  const copy = async (): Promise<void> => {
    const answer = await bridge['keychain:copyCommand']({ service, account })
    showToast({
      id: 'command',
      tone: answer.ok ? 'done' : 'problem',
      text: answer.ok
        ? 'Command copied. It fetches the key; the key is not in it.'
        : errorTextOf(answer.error, context),
      isSticky: false
    })
  }
  return (
    <button
      type="button"
      aria-label={label}
      onClick={() => void copy()}
      className="h-7 flex-none rounded-sm px-1.5 text-sm whitespace-nowrap text-muted underline decoration-line-strong underline-offset-3 transition-colors hover:text-text focus-visible:outline-offset-[-3px]"
    >
      Copy command
    </button>
  )
}
