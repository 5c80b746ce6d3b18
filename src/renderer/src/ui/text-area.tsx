import type { ComponentProps } from 'react'

/** Several lines of text; grows with them up to a limit. */
export function TextArea(props: ComponentProps<'textarea'>) {
  return (
    <textarea
      spellCheck={false}
      autoComplete="off"
      rows={2}
      {...props}
      className="block field-sizing-content max-h-[140px] min-h-[58px] w-full resize-none rounded-[8px] border border-input bg-surface px-3 py-2 text-md text-text placeholder:text-faint aria-invalid:border-danger"
    />
  )
}
