/** Which rows are chosen for what is done to several. Rows are named by id: a filter takes none away. */
export interface Selection {
  readonly ids: ReadonlySet<string>
  /** Where a range began, and what was chosen before it. */
  readonly range: { readonly from: string; readonly before: ReadonlySet<string> } | null
}

export const noSelection: Selection = { ids: new Set(), range: null }

/** Chooses a row, or gives it up. */
export function toggleRow({ ids }: Selection, id: string): Selection {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return { ids: next, range: { from: id, before: next } }
}

/**
 * Chooses everything between where the range began and `to`, and gives up what an earlier end of the same range had
 * more. A range that has not begun begins at `from`.
 */
export function extendRange(
  selection: Selection,
  rowIds: readonly string[],
  from: string,
  to: string
): Selection {
  const range =
    selection.range !== null && rowIds.includes(selection.range.from)
      ? selection.range
      : { from, before: selection.ids }
  const [start, end] = [rowIds.indexOf(range.from), rowIds.indexOf(to)].sort((one, other) => one - other)
  if (start === undefined || end === undefined || start === -1) return selection
  return { ids: new Set([...range.before, ...rowIds.slice(start, end + 1)]), range }
}

/** Adds every row that is shown. */
export function selectAll({ ids }: Selection, rowIds: readonly string[]): Selection {
  return { ids: new Set([...ids, ...rowIds]), range: null }
}

/** Gives up every row that is shown. */
export function unselectAll({ ids }: Selection, rowIds: readonly string[]): Selection {
  const gone = new Set(rowIds)
  return { ids: new Set([...ids].filter((id) => !gone.has(id))), range: null }
}
