/** A line of the report. */
export interface Row {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** What `value` must reach, as words say it; `null` for a figure that is only reported. */
  readonly goal: string | null
  readonly ok: boolean
}

const round = (value: number): number => Math.round(value * 100) / 100

/** A figure that is only reported. */
export const reported = (name: string, value: number, unit: string): Row => ({
  name,
  value: round(value),
  unit,
  goal: null,
  ok: true
})

/** One that must not be exceeded. What could not be measured does not reach it. */
export const atMost = (goal: number, name: string, value: number, unit: string): Row => ({
  ...reported(name, value, unit),
  goal: `at most ${String(goal)}`,
  ok: value <= goal
})

/** One that must be reached. */
export const atLeast = (goal: number, name: string, value: number, unit: string): Row => ({
  ...reported(name, value, unit),
  goal: `at least ${String(goal)}`,
  ok: value >= goal
})

/** A line of the table. */
export function lineOf({ name, value, unit, goal, ok }: Row): string {
  const verdict = goal === null ? '' : `  ${goal}  ${ok ? 'ok' : 'MISSED'}`
  return `${name.padEnd(50)} ${String(value).padStart(9)} ${unit.padEnd(22)}${verdict}`.trimEnd()
}

/** `100,000 keys`. */
export const keysOf = (count: number): string => `${count.toLocaleString('en')} keys`
