import { useLayoutEffect, useRef } from 'react'
import { focusHeading } from '../app/focus-places.ts'
import { bridge } from '../bridge.ts'
import { classNames } from '../ui/class-names.ts'

const look =
  'h-7 flex-none rounded-sm px-1.5 whitespace-nowrap underline decoration-line-strong underline-offset-3 transition-colors focus-visible:outline-offset-[-3px]'

/** What can be done while a key is on the clipboard: clear it now, or keep it a little longer, once. */
export function ClipboardButtons({ canKeepLonger }: { readonly canKeepLonger: boolean }) {
  const box = useRef<HTMLSpanElement>(null)

  // They go when there is nothing left to clear, often because one of them was pressed.
  useLayoutEffect(() => {
    const { current } = box
    return () => {
      if (current?.contains(document.activeElement)) focusHeading()
    }
  }, [])

  return (
    <span ref={box} className="flex flex-none items-center">
      <button
        type="button"
        onClick={() => void bridge['clipboard:clearNow']()}
        className={classNames(look, 'text-text hover:decoration-current')}
      >
        Clear now
      </button>
      {/* It stays when it is used up: taking it away would drop the focus and move what is beside it. */}
      <button
        type="button"
        aria-disabled={!canKeepLonger || undefined}
        onClick={() => canKeepLonger && void bridge['clipboard:keepLonger']()}
        className={classNames(
          look,
          canKeepLonger ? 'text-muted hover:text-text' : 'text-faint decoration-transparent'
        )}
      >
        {canKeepLonger ? 'Keep 30 s more' : 'Kept 30 s more'}
      </button>
    </span>
  )
}
