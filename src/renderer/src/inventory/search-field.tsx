import { Search, X } from 'lucide-react'
import { searchFieldId } from '../app/focus-places.ts'
import { useFacts } from '../app/facts.tsx'
import { ariaShortcut } from '../app/shortcuts.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Kbd } from '../ui/kbd.tsx'

interface SearchFieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly isDisabled: boolean
}

/** Searches names, prefixes, owners and consumers while one types. Esc empties it. */
export function SearchField({ value, onChange, isDisabled }: SearchFieldProps) {
  const { platform } = useFacts()
  return (
    <div role="search" className="relative">
      <Search aria-hidden className="pointer-events-none absolute top-[9px] left-2.5 size-3.5 text-faint" />
      <input
        id={searchFieldId}
        type="text"
        role="searchbox"
        aria-label="Search keys"
        aria-keyshortcuts={`${ariaShortcut('F', platform)} /`}
        placeholder="Search name, prefix or owner"
        spellCheck={false}
        autoComplete="off"
        disabled={isDisabled}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return
          event.preventDefault()
          onChange('')
        }}
        className="h-8 w-full rounded-md border border-input bg-surface pr-8 pl-8 placeholder:text-faint disabled:opacity-60"
      />
      {value === '' ? (
        !isDisabled && (
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
            onChange('')
            document.getElementById(searchFieldId)?.focus()
          }}
        />
      )}
    </div>
  )
}
