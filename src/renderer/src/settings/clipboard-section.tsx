import { clipboardSeconds, type ClipboardSeconds } from '../../../shared/settings.ts'
import { useFacts } from '../app/facts.tsx'
import { ChoiceGrid, type Choice } from '../ui/choice-grid.tsx'
import { holdWords } from '../words/clipboard.ts'

const choices = clipboardSeconds.map((seconds): Choice<`${ClipboardSeconds}`> => ({
  value: `${seconds}`,
  label: holdWords(seconds),
  note: ''
}))

interface ClipboardSectionProps {
  readonly seconds: ClipboardSeconds
  readonly onChange: (seconds: ClipboardSeconds) => void
}

/** How long a key stays on the clipboard. */
export function ClipboardSection({ seconds, onChange }: ClipboardSectionProps) {
  const { platform } = useFacts()
  // Linux does not tell apps that the screen was locked.
  const also =
    platform === 'linux' ? 'when you sign out or quit' : 'when you lock the screen, sign out or quit'
  return (
    <ChoiceGrid
      legend="Clipboard"
      lead={`A copied key is cleared after this time, and ${also}.`}
      columns="grid-cols-3 narrow:grid-cols-6"
      choices={choices}
      value={`${seconds}`}
      onChange={(value) => {
        const chosen = clipboardSeconds.find((each) => `${each}` === value)
        if (chosen !== undefined) onChange(chosen)
      }}
    />
  )
}
