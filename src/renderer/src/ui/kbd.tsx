/** A key on the keyboard. Hidden from screen readers: the control says its shortcut in `aria-keyshortcuts`. */
export function Kbd({ children }: { readonly children: string }) {
  return (
    <kbd
      aria-hidden
      className="rounded-sm border border-b-2 border-[color-mix(in_srgb,currentColor_35%,transparent)] px-[5px] font-sans text-[11px] leading-4 font-medium"
    >
      {children}
    </kbd>
  )
}
