/** Says its text to screen readers each time it changes, and to nobody else. */
export function LiveRegion({ children }: { readonly children: string }) {
  return (
    <p role="status" className="sr-only">
      {children}
    </p>
  )
}
