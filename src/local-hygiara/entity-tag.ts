import { sha256 } from './random.ts'

/** A strong entity tag: equal for equal bodies only. */
export function entityTagOf(body: unknown): string {
  return `"${sha256(JSON.stringify(body)).slice(0, 32)}"`
}

/** Whether `If-None-Match` names this tag. Compared weakly, as RFC 9110 wants it for this header. */
export function hasEntityTag(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false
  return ifNoneMatch.split(',').some((each) => ['*', tag, `W/${tag}`].includes(each.trim()))
}
