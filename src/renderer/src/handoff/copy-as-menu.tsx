import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import type { OpenHandoff } from '../../../shared/handoff.ts'
import { secretFormats } from '../../../shared/secret-format.ts'
import { useOffers } from '../app/offers.ts'
import { showToast } from '../app/toasts.ts'
import { bridge } from '../bridge.ts'
import { Button } from '../ui/button.tsx'
import { Menu, type MenuItem } from '../ui/menu.tsx'
import { formatWords } from '../words/formats.ts'
import { nameInText } from '../words/names.ts'

interface CopyAsMenuProps {
  readonly open: OpenHandoff
  /** Why nothing can be copied right now. */
  readonly blockedBy: string | undefined
}

/** The other forms of the key, beside *Copy*. Made anew each time: what was chosen once is not offered first. */
export function CopyAsMenu({ open, blockedBy }: CopyAsMenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const { handle, key, test, busy } = open
  const keyHeader = useOffers()?.keyHeader.name ?? 'Key'
  const forms = secretFormats.filter(
    // Without an address to ask there is nothing for curl to do.
    (format) => format !== 'raw' && (format !== 'curl' || test.state !== 'unavailable')
  )
  const items: MenuItem[] = [
    ...forms.map((format): MenuItem => ({
      kind: 'action',
      label: formatWords(format, keyHeader),
      onChoose: () => void bridge['handoff:copy']({ handle, format })
    })),
    { kind: 'divider' },
    { kind: 'action', label: 'Markdown, without the key', onChoose: () => void copyMarkdown(key) }
  ]
  return (
    <>
      <Button
        size="large"
        look="quiet"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        blockedBy={busy === 'clipboard' ? undefined : blockedBy}
        onClick={(event) => setAnchor(anchor === null ? event.currentTarget : null)}
      >
        Copy as…
        <ChevronDown aria-hidden className="-mr-1 size-[15px] flex-none" />
      </Button>
      {anchor && <Menu label="Copy as" anchor={anchor} items={items} onClose={() => setAnchor(null)} />}
    </>
  )
}

async function copyMarkdown({ id, name }: OpenHandoff['key']): Promise<void> {
  const answer = await bridge['api-keys:copyMarkdown']({ id })
  const text = answer.ok
    ? `Copied a line about ${nameInText(name)}, without the key.`
    : `The clipboard didn't take the line about ${nameInText(name)}.`
  showToast({ id: 'label', tone: answer.ok ? 'done' : 'problem', text, isSticky: false })
}
