/** The columns of the table, also used by its skeleton: the same widths, so that nothing moves when the keys arrive. */
export const tableTemplate =
  'grid-cols-[minmax(0,1fr)_148px_108px_116px_52px] narrow:grid-cols-[minmax(220px,1fr)_132px_152px_124px_124px_56px]'
