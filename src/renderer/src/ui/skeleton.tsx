import { classNames } from './class-names.ts'

/** A grey bar where text is about to be. */
export function Skeleton({ className }: { readonly className: string }) {
  return (
    <span
      aria-hidden
      className={classNames(
        'block h-2.5 animate-breathe rounded-full bg-grey-soft forced-colors:border',
        className
      )}
    />
  )
}
