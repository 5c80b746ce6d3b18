import type { Context } from 'hono'

/** The body as an object; `null` when it is none or no JSON. */
export async function jsonObject(c: Context): Promise<Record<string, unknown> | null> {
  const body: unknown = await c.req.json().catch(() => null)
  return typeof body === 'object' && body !== null && !Array.isArray(body)
    ? (body as Record<string, unknown>)
    : null
}

/** A text with something in it and at most `limit` characters; otherwise `null`. */
export function textOf(value: unknown, limit = 100): string | null {
  return typeof value === 'string' && value.trim() !== '' && value.length <= limit ? value : null
}

/** An instant in the future; `null` for none given; `undefined` for anything else. */
export function futureInstantOf(value: unknown): Date | null | undefined {
  if (value === undefined || value === null) return null
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value)) return undefined
  const instant = new Date(value)
  return instant.getTime() > Date.now() ? instant : undefined
}

/** A whole number of the query within bounds; `undefined` when it is none. */
export function wholeNumber(
  c: Context,
  name: string,
  { least, most, otherwise }: { least: number; most: number; otherwise: number }
): number | undefined {
  const text = c.req.query(name)
  if (text === undefined) return otherwise
  const number = /^\d+$/.test(text) ? Number(text) : NaN
  return number >= least && number <= most ? number : undefined
}

/** `2027-06-29T21:59:59Z`: without the milliseconds, as most frameworks print it. */
export function plainInstant(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z')
}
