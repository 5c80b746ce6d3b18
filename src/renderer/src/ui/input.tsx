import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'

interface InputProps extends ComponentProps<'input'> {
  /** A control inside the frame, at the end. */
  readonly trailing?: ReactNode
}

/** A line of text. */
export function Input({ trailing, className, ...rest }: InputProps) {
  return (
    <div className="relative">
      <input
        spellCheck={false}
        autoComplete="off"
        {...rest}
        className={classNames(
          'block h-[38px] w-full rounded-[8px] border border-input px-3 text-md placeholder:text-faint aria-invalid:border-danger',
          trailing !== undefined && 'pr-11',
          className ?? 'bg-surface text-text'
        )}
      />
      {trailing !== undefined && (
        <div className="absolute inset-y-0 right-1 grid place-items-center">{trailing}</div>
      )}
    </div>
  )
}
