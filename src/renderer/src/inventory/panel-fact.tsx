import type { ReactNode } from 'react'

/** A line of the details: what it is, and what is known. */
export function PanelFact({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-faint">{term}</dt>
      <dd className="selectable min-w-0 break-words">{children}</dd>
    </>
  )
}

/** A muted second line of a fact. */
export function PanelLine({ children }: { readonly children: string }) {
  return <span className="tabular block text-sm leading-[18px] text-faint">{children}</span>
}
