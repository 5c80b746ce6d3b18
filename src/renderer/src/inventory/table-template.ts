/**
 * The columns of the table, also used by its skeleton: the same widths, so that nothing moves when the keys arrive.
 * The last three are together as wide as the details beside the table, which take their place. In the narrowest window
 * (200 %) the table scrolls sideways rather than leave no room for the names.
 */
export const tableTemplate =
  'min-w-[564px] narrow:min-w-0 grid-cols-[40px_minmax(0,1fr)_148px_108px_116px_52px] narrow:grid-cols-[40px_minmax(208px,1fr)_132px_152px_132px_144px_52px]'

/** How wide the table is: never narrower than its columns. */
export const widthAlone = 'w-full min-w-[564px] narrow:min-w-0'

/**
 * How wide the table is beside open details. Where both do not fit (below 1,412 px), the columns stay where they are
 * and the last of them are cut off: the details repeat their facts.
 */
export const widthBesideDetails =
  'w-full min-w-[564px] narrow:min-w-0 narrow:max-[1411.98px]:w-[calc(100%+328px)]'

/** The headings of the columns with words. In a narrow window the prefix moves under the name. */
export const columnHeads = [
  { id: 'name', header: 'Name', className: 'pl-0' },
  { id: 'prefix', header: 'Prefix', className: 'max-narrow:hidden' },
  { id: 'status', header: 'Status', className: '' },
  { id: 'last-used', header: 'Last used', className: 'tabular' },
  { id: 'expires', header: 'Expires', className: 'tabular' }
] as const
