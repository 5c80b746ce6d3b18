import { Check, type LucideIcon } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import {
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type Ref
} from 'react'
import { classNames } from './class-names.ts'
import { Kbd } from './kbd.tsx'

/** A line of a menu. */
export type MenuItem =
  | {
      readonly kind: 'action'
      readonly label: string
      readonly icon?: LucideIcon
      readonly hint?: string | undefined
      /** A fact at the end of the line, for example a number. */
      readonly note?: string
      /** For one of several that exclude each other. */
      readonly isChecked?: boolean
      readonly isDanger?: boolean
      readonly onChoose: () => void
    }
  | { readonly kind: 'divider' }

interface MenuProps {
  readonly label: string
  /** The button that opened it; gets the focus back. */
  readonly anchor: HTMLElement
  readonly items: readonly MenuItem[]
  readonly onClose: () => void
  /** Facts above the items; not a choice. */
  readonly header?: ReactNode
}

/**
 * A menu beside its button, above everything but dialogs. Open while it is rendered; a press elsewhere closes it.
 * Arrows, Home, End and letters move; Enter and Space choose; Esc and Tab close.
 */
export function Menu({ label, anchor, items, onClose, header }: MenuProps) {
  const box = useRef<HTMLDivElement>(null)
  const [align] = useState<'start' | 'end'>(() => (isInRightHalf(anchor) ? 'end' : 'start'))
  useCloseWhenMoved(anchor, onClose)

  // Radix marks the first line only after a key press that it has seen, and it was not there yet for that one.
  useLayoutEffect(() => {
    const find = (selector: string) => box.current?.querySelector<HTMLElement>(selector)
    const line = find('[aria-checked=true]') ?? find('[role^=menuitem]')
    line?.focus({ preventScroll: true })
  }, [])

  return (
    // Not modal: that would inject a style sheet, which the page's policy forbids.
    <DropdownMenu.Root open modal={false} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DropdownMenu.Trigger asChild>
        <Anchor element={anchor} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Content
        ref={box}
        // The header is not part of the menu: a menu has nothing in it but its items.
        role={undefined}
        aria-labelledby={undefined}
        aria-orientation={undefined}
        align={align}
        sideOffset={4}
        collisionPadding={8}
        loop
        onKeyDownCapture={moveAtOnce}
        onKeyDown={(event) => {
          if (event.key !== 'Tab') return
          event.preventDefault()
          onClose()
        }}
        // A press on the button is the button's: it closes what it has opened.
        onInteractOutside={(event) => {
          if (event.target instanceof Node && anchor.contains(event.target)) event.preventDefault()
        }}
        onCloseAutoFocus={(event) => {
          event.preventDefault()
          // What was chosen may have opened a dialog, and that has the focus by now.
          if (document.activeElement === document.body) anchor.focus()
        }}
        className="z-30 w-max max-w-[300px] min-w-[200px] animate-appear rounded-xl border border-line-strong bg-surface p-1 text-text shadow-float"
      >
        {header}
        <div role="menu" aria-label={label}>
          {items.map((item, index) =>
            item.kind === 'divider' ? (
              <DropdownMenu.Separator key={index} className="mx-2 my-1 border-t border-line" />
            ) : (
              <DropdownMenu.Item
                key={index}
                textValue={item.label}
                {...(item.isChecked === undefined
                  ? {}
                  : { role: 'menuitemradio', 'aria-checked': item.isChecked })}
                // Closed before it acts, with the focus on the button: that is where a dialog returns it to.
                onSelect={(event) => {
                  event.preventDefault()
                  anchor.focus()
                  onClose()
                  item.onChoose()
                }}
                // The pointer and the arrows move the same mark: it stays on the last line when the pointer leaves.
                onPointerLeave={(event) => event.preventDefault()}
                className={classNames(
                  'flex h-8 w-full items-center gap-2.5 rounded-md px-2.5 text-left font-medium whitespace-nowrap focus-visible:outline-offset-[-2px] forced-colors:border',
                  item.isDanger === true ? 'text-danger focus:bg-danger-soft' : 'focus:bg-hover'
                )}
              >
                {item.icon && <item.icon aria-hidden className="size-[15px] flex-none" />}
                <span className="tabular flex-1">{item.label}</span>
                {item.note !== undefined && <span className="tabular ml-4 text-faint">{item.note}</span>}
                {item.isChecked !== undefined && (
                  <Check
                    aria-hidden
                    className={classNames('size-3.5 flex-none', !item.isChecked && 'invisible')}
                  />
                )}
                {item.hint !== undefined && (
                  <span className="ml-4 text-faint">
                    <Kbd>{item.hint}</Kbd>
                  </span>
                )}
              </DropdownMenu.Item>
            )
          )}
        </div>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  )
}

/**
 * Arrows, Home and End move the mark within the key press itself. Radix moves it in a later task, and an Enter that
 * was pressed before that would choose the line before.
 */
function moveAtOnce(event: KeyboardEvent<HTMLElement>): void {
  const lines = [...event.currentTarget.querySelectorAll<HTMLElement>('[role^=menuitem]')]
  const at = lines.findIndex((line) => line === document.activeElement)
  const target = { ArrowDown: at + 1, ArrowUp: at < 0 ? -1 : at - 1, Home: 0, End: -1 }[event.key]
  if (target === undefined) return
  event.preventDefault()
  event.stopPropagation()
  lines.at(target % lines.length)?.focus()
}

/** Stands where Radix wants its trigger, and hands it a button that is elsewhere: one of a table's thousands. */
function Anchor({ element, ref }: { readonly element: HTMLElement; readonly ref?: Ref<HTMLElement> }) {
  useImperativeHandle(ref, () => element, [element])
  return null
}

/** A row that scrolls away takes its button with it. */
function useCloseWhenMoved(anchor: HTMLElement, onClose: () => void): void {
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })
  useEffect(() => {
    // Focusing a half-hidden row scrolls it into view, which is told only after the menu has opened beside it.
    const { top: openedAt } = anchor.getBoundingClientRect()
    const onScroll = (): void => {
      if (Math.abs(anchor.getBoundingClientRect().top - openedAt) > 2) close.current()
    }
    const onResize = (): void => close.current()
    document.addEventListener('scroll', onScroll, true)
    window.addEventListener('resize', onResize)
    return () => {
      document.removeEventListener('scroll', onScroll, true)
      window.removeEventListener('resize', onResize)
    }
  }, [anchor])
}

function isInRightHalf(element: HTMLElement): boolean {
  const { left, right } = element.getBoundingClientRect()
  return (left + right) / 2 > window.innerWidth / 2
}
