import { hasKeyValue } from './api-key.ts'

/** Columns that the inventory can be sorted by. */
export const sortColumns = ['name', 'prefix', 'status', 'last-used', 'expires'] as const
export type SortColumn = (typeof sortColumns)[number]

export const sortDirections = ['ascending', 'descending'] as const
export type SortDirection = (typeof sortDirections)[number]

export interface Sort {
  readonly column: SortColumn
  readonly direction: SortDirection
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
export const builtInViews = ['attention', 'all', 'mine'] as const
export type BuiltInView = (typeof builtInViews)[number]

/** What the built-in views ask for. */
export const builtInQueries: Readonly<Record<BuiltInView, string>> = {
  attention: 'is:attention',
  all: '',
  mine: 'is:mine'
}

/** What is kept about the views of one profile. */
export interface InventoryViews {
  readonly saved: readonly SavedView[]
  /** How the built-in views were sorted last; `null` is their own order. */
  readonly sorts: Readonly<Record<BuiltInView, Sort | null>>
}

export const noViews: InventoryViews = { saved: [], sorts: { attention: null, all: null, mine: null } }

/** The views of each profile, by its id. A profile without any is not in it. */
export type ViewsByProfile = Readonly<Record<string, InventoryViews>>

/** Limits of what is kept. */
export const mostViews = 50
export const longestViewName = 60
export const longestQuery = 500

/** Which rule a view breaks. */
export type ViewProblem = 'blank' | 'too-long' | 'looks-like-a-key' | 'taken' | 'too-many'

/** Says which rule a view breaks that is about to be saved among the others, or `null`. */
export function viewProblemOf(
  view: Pick<SavedView, 'name' | 'query'>,
  others: readonly SavedView[]
): ViewProblem | null {
  const name = view.name.trim()
  if (name === '') return 'blank'
  if ([...name].length > longestViewName || [...view.query].length > longestQuery) return 'too-long'
  // What is kept in a file that is not sealed must never be a key.
  if (hasKeyValue(name) || hasKeyValue(view.query)) return 'looks-like-a-key'
  if (others.some((other) => other.name.toLowerCase() === name.toLowerCase())) return 'taken'
  return others.length >= mostViews ? 'too-many' : null
}
