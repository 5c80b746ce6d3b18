import type { ReactNode } from 'react'
import { BrandMark } from '../app/brand.tsx'
import { useHeadingFocus } from '../app/use-heading-focus.ts'

interface FrontPageProps {
  readonly title: string
  /** A field of the page takes the focus itself. */
  readonly hasOwnFocus?: boolean
  readonly lead: ReactNode
  readonly children?: ReactNode
  /** Small print under the card. */
  readonly footer?: ReactNode
}

/** The frame of every page that is shown while nobody is signed in. */
export function FrontPage({ title, lead, hasOwnFocus = false, children, footer }: FrontPageProps) {
  const heading = useHeadingFocus(!hasOwnFocus)
  return (
    <div className="h-full overflow-y-auto border-t-[3px] border-accent bg-canvas">
      <main className="mx-auto grid min-h-full w-full max-w-[476px] content-center px-4 py-8">
        <div className="animate-rise rounded-2xl border border-line bg-surface px-6 py-7 shadow-sheet narrow:px-8">
          <BrandMark className="mb-4 size-8 text-accent" />
          <h1 ref={heading} tabIndex={-1} className="text-2xl font-bold">
            {title}
          </h1>
          <div className="mt-1 mb-5 text-[13.5px] text-muted">{lead}</div>
          {children}
        </div>
        {footer}
      </main>
    </div>
  )
}
