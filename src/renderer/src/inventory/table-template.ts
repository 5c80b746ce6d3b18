/**
 * The columns of the table, also used by its skeleton: the same widths, so that nothing moves when the keys arrive. In
 * the narrowest window (200 %) it scrolls sideways rather than leave no room for the names.
 */
export const tableTemplate =
  'min-w-[524px] narrow:min-w-0 grid-cols-[minmax(0,1fr)_148px_108px_116px_52px] narrow:grid-cols-[minmax(220px,1fr)_132px_152px_124px_124px_56px]'

/** The headings of the columns with words. In a narrow window the prefix moves under the name. */
export const columnHeads = [
  { id: 'name', header: 'Name', className: '' },
  { id: 'prefix', header: 'Prefix', className: 'max-narrow:hidden' },
  { id: 'status', header: 'Status', className: '' },
  { id: 'last-used', header: 'Last used', className: 'tabular' },
  { id: 'expires', header: 'Expires', className: 'tabular' }
] as const

/** One of them. */
export type ColumnId = (typeof columnHeads)[number]['id']
