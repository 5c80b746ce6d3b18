import { classNames } from './class-names.ts'

interface SuggestionListProps {
  readonly id: string
  readonly label: string
  readonly items: readonly { readonly text: string; readonly words: string }[]
  /** -1: none. */
  readonly marked: number
  readonly onChoose: (index: number) => void
}

/** The id that the field's `aria-activedescendant` names. */
export const suggestionId = (listId: string, index: number): string => `${listId}-${index}`

/** What a field offers while one types, below it. The focus stays in the field; the field handles the keys. */
export function SuggestionList({ id, label, items, marked, onChoose }: SuggestionListProps) {
  return (
    <ul
      id={id}
      role="listbox"
      aria-label={label}
      className="absolute top-[calc(100%+4px)] left-0 z-20 w-max max-w-[min(440px,calc(100vw-32px))] min-w-full rounded-xl border border-line-strong bg-surface p-1 shadow-float"
    >
      {items.map(({ text, words }, index) => (
        <li
          key={text}
          id={suggestionId(id, index)}
          role="option"
          aria-selected={index === marked}
          // The field would lose the focus before the press is over.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(index)}
          className={classNames(
            'flex h-7 items-center gap-4 rounded-md px-2.5 hover:bg-hover forced-colors:border forced-colors:border-[Canvas]',
            index === marked && 'bg-accent-soft hover:bg-accent-soft forced-colors:border-[Highlight]'
          )}
        >
          <span className="mono flex-none">{text}</span>
          <span
            className={classNames('ml-auto truncate text-sm', index === marked ? 'text-muted' : 'text-faint')}
          >
            {words}
          </span>
        </li>
      ))}
    </ul>
  )
}
