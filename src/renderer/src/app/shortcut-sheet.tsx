import { useRef } from 'react'
import { isSingleKey, shortcutGroups, shortcuts, type ShortcutGroup } from '../../../shared/shortcuts.ts'
import { DialogFrame, DialogTitle } from '../ui/dialog-frame.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { X } from 'lucide-react'
import { focusHeading } from './focus-places.ts'
import { useFacts } from './facts.tsx'
import { actionOf, shortcutWords } from './shortcuts.ts'
import { SingleKeysSwitch, useSingleKeys } from './single-keys.tsx'
import { view } from './view.ts'

type Platform = ReturnType<typeof useFacts>['platform']

const groupWords: Readonly<Record<ShortcutGroup, string>> = {
  everywhere: 'Everywhere',
  go: 'Go to',
  table: 'In a row of the table',
  'new-key': 'With a new key',
  lists: 'In lists and menus'
}

/** Every shortcut there is, from the one table of them. */
export function ShortcutSheet() {
  const { platform } = useFacts()
  const heading = useRef<HTMLHeadingElement>(null)
  const hasSingleKeys = useSingleKeys()
  return (
    <DialogFrame
      onClose={view.hideShortcuts}
      initialFocus={heading}
      fallbackFocus={() => {
        focusHeading()
        return null
      }}
      className="inset-0 m-auto flex h-fit max-h-[calc(100dvh-48px)] w-[720px] flex-col overflow-hidden"
    >
      <div
        className="contents"
        onKeyDown={(event) => {
          // The shortcut that opened it closes it.
          if (actionOf(event, platform, false) !== 'show-shortcuts') return
          event.preventDefault()
          view.hideShortcuts()
        }}
      >
        <header className="flex flex-none items-center justify-between border-b border-line py-3 pr-4 pl-6">
          <DialogTitle
            ref={heading}
            tabIndex={-1}
            className="text-[16px] leading-6 font-bold tracking-[-0.012em]"
          >
            Keyboard shortcuts
          </DialogTitle>
          <IconButton icon={X} label="Close" onClick={view.hideShortcuts} />
        </header>
        {/* Scrolls in a low window, and then it must be reachable by keyboard. */}
        <div
          tabIndex={0}
          role="group"
          aria-label="All shortcuts"
          className="min-h-0 columns-1 gap-x-10 overflow-y-auto px-6 pt-4 pb-4 focus-visible:outline-offset-[-3px] narrow:columns-2"
        >
          {shortcutGroups.map((group) => (
            <section key={group} className="mb-5 break-inside-avoid" aria-labelledby={`shortcuts-${group}`}>
              <h3 id={`shortcuts-${group}`} className="mb-1 text-sm font-semi text-faint">
                {groupWords[group]}
              </h3>
              <dl>
                {shortcuts
                  .filter((each) => each.group === group)
                  .map(({ words, keys }) => (
                    <div key={words} className="flex min-h-7 items-center justify-between gap-4">
                      <dt>{words}</dt>
                      <dd className="flex flex-none items-center gap-1.5 text-muted">
                        {!hasSingleKeys && keys.every(isSingleKey) && <span className="text-faint">Off</span>}
                        {wordsOf(keys, hasSingleKeys, platform).map((each) => (
                          <kbd
                            key={each}
                            className="rounded-sm border border-b-2 border-line-strong px-[5px] font-sans text-[11px] leading-4 font-medium"
                          >
                            {each}
                          </kbd>
                        ))}
                      </dd>
                    </div>
                  ))}
              </dl>
            </section>
          ))}
        </div>
        <footer className="flex-none border-t border-line px-6 py-3.5">
          <SingleKeysSwitch />
        </footer>
      </div>
    </DialogFrame>
  )
}

/** How those keys are written that count, each way of writing once. */
function wordsOf(keys: readonly string[], hasSingleKeys: boolean, platform: Platform): readonly string[] {
  const counting = keys.filter((each) => hasSingleKeys || !isSingleKey(each))
  return [...new Set(counting.map((each) => shortcutWords(each, platform)))]
}
