/** The mark of the app: a shield with a keyhole. */
export function BrandMark({ className }: { readonly className: string }) {
  return (
    <svg
      aria-hidden
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={className}
    >
      <path d="M12 2.5 19.5 5v6.2c0 4.9-3.1 8.3-7.5 10.3-4.4-2-7.5-5.4-7.5-10.3V5z" />
      <circle cx="12" cy="10" r="2.1" />
      <path d="M12 12.1v3.4" />
    </svg>
  )
}
