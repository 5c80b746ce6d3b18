import type { Delivery } from '../../../shared/handoff.ts'
import { useFacts } from '../app/facts.tsx'
import { formatNoteOf } from '../words/formats.ts'

interface FormatNoteProps {
  readonly format: Extract<Delivery, { destination: 'clipboard' }>['format']
  readonly keyName: string
}

/** What a person should know about the form that is on the clipboard. */
export function FormatNote({ format, keyName }: FormatNoteProps) {
  const note = formatNoteOf(format, keyName, useFacts().platform)
  if (note === null) return null
  if (note.kind === 'words') return <span className="block text-sm text-faint">{note.text}</span>
  return (
    <span className="block text-sm text-faint">
      {note.before}{' '}
      <code className="mono selectable text-[11.5px] break-words text-muted">{note.command}</code>,{' '}
      {note.after}
    </span>
  )
}
