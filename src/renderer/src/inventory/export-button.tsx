import { Download } from 'lucide-react'
import { useState } from 'react'
import type { ExportFormat } from '../../../shared/exporting.ts'
import { useWordsContext } from '../app/facts.tsx'
import { Button } from '../ui/button.tsx'
import { Menu } from '../ui/menu.tsx'
import { keysWords } from '../words/counts.ts'
import { exportKeys } from './export-keys.ts'

interface ExportButtonProps {
  readonly count: number
  /** The keys to export, in this order; asked for when they are exported, because there can be very many. */
  readonly idsOf: () => readonly string[]
  /** Fits into a bar. */
  readonly isSmall?: boolean
  /** Where a shortcut finds it. */
  readonly id?: string
  /** All shortcuts that press it. */
  readonly shortcuts?: string
}

/** Writes keys to a file that the person chooses. What is in it is what the table shows; no value is anywhere. */
export function ExportButton({ count, idsOf, isSmall = false, id, shortcuts }: ExportButtonProps) {
  const context = useWordsContext()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [isBusy, setIsBusy] = useState(false)

  const save = async (format: ExportFormat): Promise<void> => {
    setIsBusy(true)
    await exportKeys(format, idsOf(), context)
    setIsBusy(false)
  }
  return (
    <>
      <Button
        id={id}
        aria-keyshortcuts={shortcuts}
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
