import { Download } from 'lucide-react'
import { useState } from 'react'
import type { ExportFormat } from '../../../shared/exporting.ts'
import { useWordsContext } from '../app/facts.tsx'
import { showToast } from '../app/toasts.ts'
import { bridge } from '../bridge.ts'
import { Button } from '../ui/button.tsx'
import { Menu } from '../ui/menu.tsx'
import { keysWords } from '../words/counts.ts'
import { errorTextOf } from '../words/errors.ts'

interface ExportButtonProps {
  readonly count: number
  /** The keys to export, in this order; asked for when they are exported, because there can be very many. */
  readonly idsOf: () => readonly string[]
  /** Fits into a bar. */
  readonly isSmall?: boolean
}

/** Writes keys to a file that the person chooses. What is in it is what the table shows; no value is anywhere. */
export function ExportButton({ count, idsOf, isSmall = false }: ExportButtonProps) {
  const context = useWordsContext()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [isBusy, setIsBusy] = useState(false)

  const save = async (format: ExportFormat): Promise<void> => {
    setIsBusy(true)
    const answer = await bridge['inventory:export']({ format, ids: [...idsOf()] })
    setIsBusy(false)
    if (answer.ok && answer.value === null) return
    const text = answer.ok
      ? `${keysWords(answer.value?.count ?? 0)} exported to ${answer.value?.fileName ?? ''}.`
      : errorTextOf(answer.error, context)
    showToast({ id: 'export', tone: answer.ok ? 'done' : 'problem', text, isSticky: !answer.ok })
  }
  return (
    <>
      <Button
        look={isSmall ? 'plain' : 'quiet'}
        icon={Download}
        className={isSmall ? 'h-7' : undefined}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        isBusy={isBusy}
        blockedBy={count === 0 ? 'No key is shown' : undefined}
        onClick={(event) => setAnchor(anchor ? null : event.currentTarget)}
      >
        Export
      </Button>
      {anchor && (
        <Menu
          label={`Export ${keysWords(count)}`}
          anchor={anchor}
          onClose={() => setAnchor(null)}
          items={[
            { kind: 'action', label: 'CSV, for a spreadsheet…', onChoose: () => void save('csv') },
            { kind: 'action', label: 'JSON, for a script…', onChoose: () => void save('json') }
          ]}
        />
      )}
    </>
  )
}
