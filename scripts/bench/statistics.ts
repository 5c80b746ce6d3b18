/** The middle value; of an even number of values the mean of the two in the middle. Throws on none. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  if (upper === undefined || lower === undefined) throw new Error('there is no median of nothing')
  return (lower + upper) / 2
}

/** The value that 95 of 100 do not exceed. Throws on none. */
export function p95Of(values: readonly number[]): number {
  const found = values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1]
  if (found === undefined) throw new Error('there is no p95 of nothing')
  return found
}

/** The median of what each value is to the one beside it: pairs that were measured in turn. */
export function medianRatio(values: readonly number[], floors: readonly number[]): number {
  return medianOf(values.map((value, pair) => value / (floors[pair] ?? Number.NaN)))
}
