import { create } from 'zustand'
import { builtInQueries, type SavedView } from '../../../shared/inventory-view.ts'
import { viewNow } from '../app/view.ts'
import { noSelection, type Selection } from './selection.ts'

/**
 * How this window looks at the inventory. Not a mirror: it is written here, by the functions below, and ends with the
 * window; what is worth keeping is a view.
 */
export interface TableState {
  /** `attention`, `all`, or the id of a saved view: where the search begins, and whose order holds. */
  readonly viewId: string
  /** What is in the search field. */
  readonly text: string
  /** The key that was the newest when the text was set: one that is made later is shown whatever the text says. */
  readonly newKeyId: string | null
  readonly selection: Selection
  /** The key whose details are open. */
  readonly openId: string | null
}

const first: TableState = {
  viewId: 'attention',
  text: builtInQueries.attention,
  newKeyId: null,
  selection: noSelection,
  openId: null
}

const store = create<TableState>(() => first)

/** How this window looks at the inventory. */
export const useTableState = <Selected>(select: (state: TableState) => Selected): Selected => store(select)

/** The same outside of components. */
export const tableNow = (): TableState => store.getState()

export const table = {
  /** Asks for something else. What asks for nothing is the view of all keys. */
  search: (text: string) =>
    store.setState({
      text,
      newKeyId: viewNow().newKeyId,
      ...(text === '' ? { viewId: 'all' } : {})
    }),
  /** What is chosen stays chosen. */
  showView: (view: Pick<SavedView, 'id' | 'query'>) =>
    store.setState({ viewId: view.id, text: view.query, newKeyId: viewNow().newKeyId }),
  select: (selection: Selection) => store.setState({ selection }),
  open: (id: string) => store.setState({ openId: id }),
  close: () => store.setState({ openId: null }),
  /** Another person is at the window: begins anew. */
  reset: () => store.setState(first)
} as const
