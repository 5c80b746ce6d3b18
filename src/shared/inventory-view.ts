/** Columns that the inventory can be sorted by. */
export const sortColumns = ['name', 'prefix', 'status', 'last-used', 'expires'] as const
export type SortColumn = (typeof sortColumns)[number]

export interface Sort {
  readonly column: SortColumn
  readonly direction: 'ascending' | 'descending'
}

/** A way to look at the inventory that a person has named. */
export interface SavedView {
  readonly id: string
  readonly name: string
  /** In the language of the search field. */
  readonly query: string
  /** `null`: the newest first. */
  readonly sort: Sort | null
}

/** The views that are always there. */
export const builtInViews = ['attention', 'all'] as const
export type BuiltInView = (typeof builtInViews)[number]

/** What is kept about the views of one profile. */
export interface InventoryViews {
  readonly saved: readonly SavedView[]
  /** How the built-in views were sorted last; a missing one has its own order. */
  readonly sorts: Readonly<Partial<Record<BuiltInView, Sort>>>
}

export const noViews: InventoryViews = { saved: [], sorts: {} }

/** What the built-in views ask for. */
export const builtInQueries: Readonly<Record<BuiltInView, string>> = { attention: 'is:attention', all: '' }

/** Limits of what is kept. */
export const mostViews = 50
export const longestViewName = 60
export const longestQuery = 500
