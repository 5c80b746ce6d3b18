import type { ReactNode } from 'react'
import { BrandMark } from '../app/brand.tsx'
import { useHeadingFocus } from '../app/use-heading-focus.ts'

interface FrontPageProps {
  readonly title: string
  readonly lead: ReactNode
  /** A field of the page takes the focus itself. */
  readonly hasOwnFocus?: boolean
  readonly children?: ReactNode
  /** Small print below the lead. */
  readonly footer?: ReactNode
}

/**
 * The frame of every page that is shown while nobody is signed in: what it is about on the left, what to do on the
 * right. Both begin at the same height and grow downwards, so that nothing moves when an error appears.
 */
export function FrontPage({ title, lead, hasOwnFocus = false, children, footer }: FrontPageProps) {
  const heading = useHeadingFocus(!hasOwnFocus)
  return (
    <div className="h-full overflow-y-auto border-t-[3px] border-accent bg-canvas">
      <main className="mx-auto grid w-full max-w-[472px] gap-x-16 gap-y-7 px-6 py-8 front:max-w-[912px] front:grid-cols-[minmax(0,1fr)_416px] front:pt-[max(56px,17vh)]">
        <div className="front:pt-6">
          <BrandMark className="mb-4 size-9 text-accent" />
          <h1
            ref={heading}
            tabIndex={-1}
            className="text-[26px] leading-[34px] font-bold tracking-[-0.022em]"
          >
            {title}
          </h1>
          <div className="mt-2 max-w-[380px] text-lg text-pretty text-muted">{lead}</div>
          {footer !== undefined && <div className="max-front:hidden">{footer}</div>}
        </div>
        <div className="animate-rise self-start rounded-2xl border border-line bg-surface p-6 shadow-sheet">
          {children}
        </div>
        {footer !== undefined && <div className="front:hidden">{footer}</div>}
      </main>
    </div>
  )
}
