import { Search, X } from 'lucide-react'
import { useId, useRef, useState, type KeyboardEvent } from 'react'
import { longestQuery } from '../../../shared/inventory-view.ts'
import { searchFieldId } from '../app/focus-places.ts'
import { useFacts } from '../app/facts.tsx'
import { ariaShortcutsOf } from '../app/shortcuts.ts'
import { useSingleKeys } from '../app/single-keys.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { SuggestionList, suggestionId } from '../ui/suggestion-list.tsx'
import type { Suggestion } from './query-suggestions.ts'
import type { Suggesting } from './use-suggesting.ts'

interface SearchFieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  /** What the view asks for: as long as that stands here, a press into the field selects it. */
  readonly viewQuery: string
  readonly suggesting: Suggesting
  readonly isDisabled: boolean
  /** Id of the line that says what was not understood, where there is one. */
  readonly hintId: string | undefined
}

/** Asks for keys while one types: free words, and the language of `key-query.ts`, with suggestions. */
export function SearchField({
  value,
  onChange,
  viewQuery,
  suggesting,
  isDisabled,
  hintId
}: SearchFieldProps) {
  const { platform } = useFacts()
  const hasSingleKeys = useSingleKeys()
  const listId = useId()
  const input = useRef<HTMLInputElement>(null)
  const [marked, setMarked] = useState(-1)
  const { offered, setCursor } = suggesting
  const items = offered?.items ?? []

  const type = (text: string, at: number | null): void => {
    onChange(text)
    setCursor(at)
    setMarked(-1)
  }
  const choose = ({ insert }: Suggestion): void => {
    if (offered === null) return
    const text = value.slice(0, offered.from) + insert + value.slice(offered.to).trimStart()
    const at = offered.from + insert.length
    type(text, at)
    requestAnimationFrame(() => input.current?.setSelectionRange(at, at))
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (items.length === 0 || event.altKey || event.ctrlKey || event.metaKey) return
    const chosen = items[marked]
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        event.preventDefault()
        setMarked(nextMark(marked, event.key === 'ArrowDown' ? 1 : -1, items.length))
        return
      case 'Enter':
      case 'Tab':
        if (chosen === undefined || event.shiftKey) return
        event.preventDefault()
        choose(chosen)
        return
      case 'Escape':
        event.preventDefault()
        setCursor(null)
        return
      default:
    }
  }

  return (
    <div role="search" className="relative">
      <Search aria-hidden className="pointer-events-none absolute top-[9px] left-2.5 size-3.5 text-faint" />
      <input
        ref={input}
        id={searchFieldId}
        type="text"
        role="combobox"
        data-zone-start
        aria-label="Search keys"
        aria-autocomplete="list"
        aria-expanded={items.length > 0}
        aria-controls={items.length > 0 ? listId : undefined}
        aria-activedescendant={marked === -1 ? undefined : suggestionId(listId, marked)}
        aria-describedby={hintId}
        aria-keyshortcuts={ariaShortcutsOf('search', platform, hasSingleKeys)}
        placeholder="Search, or is:stale expires:<30d"
        spellCheck={false}
        autoComplete="off"
        maxLength={longestQuery}
        disabled={isDisabled}
        value={value}
        onChange={({ currentTarget }) => type(currentTarget.value, currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
        onFocus={({ currentTarget }) => {
          // Not `select()`: it would bring the focus back from where it has gone by then.
          if (value === viewQuery)
            requestAnimationFrame(() => currentTarget.setSelectionRange(0, value.length))
        }}
        onBlur={() => setCursor(null)}
        className="h-8 w-full rounded-md border border-input bg-surface pr-8 pl-8 placeholder:text-faint disabled:opacity-60"
      />
      {value === '' ? (
        !isDisabled &&
        hasSingleKeys && (
          <span className="pointer-events-none absolute top-1.5 right-2 text-faint">
            <Kbd>/</Kbd>
          </span>
        )
      ) : (
        <IconButton
          icon={X}
          label="Clear search"
          className="absolute top-0.5 right-0.5"
          onClick={() => {
            type('', null)
            input.current?.focus()
          }}
        />
      )}
      {items.length > 0 && (
        <SuggestionList
          id={listId}
          label="Ways to go on"
          items={items.map(({ insert, words }) => ({ text: insert.trim(), words }))}
          marked={marked}
          onChoose={(index) => {
            const item = items[index]
            if (item) choose(item)
          }}
        />
      )}
    </div>
  )
}

/** Round and round, with a place between the last and the first where nothing is marked. */
function nextMark(mark: number, step: 1 | -1, count: number): number {
  const next = mark + step
  if (next < -1) return count - 1
  return next >= count ? -1 : next
}
