import { Search } from 'lucide-react'
import { useId, useRef } from 'react'
import type { Session } from '../../../shared/session.ts'
import { shownName } from '../../../shared/shown-name.ts'
import { focusHeading } from '../app/focus-places.ts'
import { useFacts } from '../app/facts.tsx'
import { useHygiaraNow } from '../app/hygiara-now.ts'
import { actionOf, shortcutWords } from '../app/shortcuts.ts'
import { view } from '../app/view.ts'
import { DialogFrame, DialogTitle } from '../ui/dialog-frame.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { LiveRegion } from '../ui/live-region.tsx'
import { lineId, PaletteList } from './palette-list.tsx'
import { sectionsWords } from './sections.ts'
import { usePalette, type Palette } from './use-palette.ts'

interface CommandPaletteProps {
  readonly session: Extract<Session, { state: 'signed-in' }>
}

/** Finds any action and any key by a few letters, and does or opens it. */
export function CommandPalette({ session }: CommandPaletteProps) {
  const listId = useId()
  const { platform } = useFacts()
  const now = useHygiaraNow()
  const input = useRef<HTMLInputElement>(null)
  const palette = usePalette(session, input)
  const { subject, marked } = palette
  const subjectName = subject === null ? null : shownName(subject.key.name)
  return (
    <DialogFrame
      onClose={view.closePalette}
      onEscape={palette.goBack}
      initialFocus={input}
      fallbackFocus={() => {
        focusHeading()
        return null
      }}
      onClosed={palette.onClosed}
      className="inset-x-0 top-[max(24px,12dvh)] mx-auto flex max-h-[min(468px,76dvh)] w-[620px] flex-col overflow-hidden"
    >
      <DialogTitle className="sr-only">Actions and keys</DialogTitle>
      <div
        className="contents"
        onKeyDown={(event) => {
          // The shortcut that opened it closes it.
          if (actionOf(event, platform, false) !== 'open-palette') return
          event.preventDefault()
          view.closePalette()
        }}
      >
        <div className="flex h-12 flex-none items-center gap-2.5 border-b border-line px-4">
          <Search aria-hidden className="size-4 flex-none text-faint" />
          {subjectName !== null && (
            <span className="max-w-[45%] flex-none truncate rounded-md bg-grey-soft px-2 py-0.5 font-medium">
              <bdi>{subjectName}</bdi>
            </span>
          )}
          <input
            ref={input}
            type="text"
            role="combobox"
            aria-label={subjectName === null ? 'Find an action or a key' : `What to do with ${subjectName}`}
            aria-autocomplete="list"
            aria-expanded="true"
            aria-controls={listId}
            aria-activedescendant={marked && lineId(listId, marked.id)}
            placeholder={subjectName !== null ? 'What to do with it' : 'Find an action or a key'}
            spellCheck={false}
            autoComplete="off"
            maxLength={200}
            value={palette.typed}
            onChange={(event) => palette.type(event.currentTarget.value)}
            onKeyDown={palette.onKeyDown}
            className="h-full min-w-0 flex-1 bg-transparent text-lg outline-none placeholder:text-faint"
          />
        </div>
        <PaletteList
          id={listId}
          sections={palette.sections}
          marked={marked?.id}
          now={now}
          onMark={palette.mark}
          onChoose={palette.choose}
        />
        <Footer palette={palette} />
        <LiveRegion>{sectionsWords(palette.sections)}</LiveRegion>
      </div>
    </DialogFrame>
  )
}

/** What the keys mean right now. */
function Footer({ palette: { marked, subject, showMore } }: { readonly palette: Palette }) {
  const { platform } = useFacts()
  const isKey = marked?.kind === 'key'
  return (
    <footer className="flex h-9 flex-none items-center gap-4 border-t border-line bg-canvas px-4 text-sm text-faint">
      {isKey && (
        <button
          type="button"
          onMouseDown={(event) => event.preventDefault()}
          onClick={showMore}
          className="-ml-1.5 flex h-6 items-center gap-1.5 rounded-sm px-1.5 hover:text-text"
        >
          <Kbd>{shortcutWords('Mod+Enter', platform)}</Kbd>
          More for this key
        </button>
      )}
      <span className="ml-auto flex items-center gap-1.5">
        <Kbd>{shortcutWords('Enter', platform)}</Kbd>
        {isKey ? 'Open' : 'Choose'}
      </span>
      <span className="flex items-center gap-1.5">
        <Kbd>{shortcutWords('Escape', platform)}</Kbd>
        {subject ? 'Back' : 'Close'}
      </span>
    </footer>
  )
}
