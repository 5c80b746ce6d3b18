import { Switch as Radix } from 'radix-ui'
import { useId, type ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { submitOnEnter } from './submit-on-enter.ts'

interface SwitchProps {
  readonly label: string
  readonly note?: ReactNode
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

/** On or off, with its words to the right. */
export function Switch({ label, note, isOn, onChange }: SwitchProps) {
  const noteId = useId()
  return (
    <label
      className={classNames('flex min-h-7 gap-2.5', note === undefined ? 'items-center' : 'items-start')}
    >
      <Radix.Root
        checked={isOn}
        onCheckedChange={onChange}
        onKeyDown={submitOnEnter}
        aria-describedby={note === undefined ? undefined : noteId}
        className="relative h-[18px] w-[30px] flex-none rounded-full border border-input bg-surface transition-colors data-[state=checked]:border-accent data-[state=checked]:bg-accent forced-colors:data-[state=checked]:bg-[Highlight]"
      >
        <Radix.Thumb className="absolute top-[3px] left-[3px] size-[10px] rounded-full bg-input transition-transform data-[state=checked]:translate-x-3 data-[state=checked]:bg-on-accent forced-colors:bg-[ButtonText]" />
      </Radix.Root>
      <span className="min-w-0">
        <span className="font-medium">{label}</span>
        {note !== undefined && (
          <span id={noteId} className="block text-[12.5px] leading-[18px] text-faint">
            {note}
          </span>
        )}
      </span>
    </label>
  )
}
