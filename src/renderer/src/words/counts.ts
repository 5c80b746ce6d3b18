const plural = new Intl.PluralRules('en')
const grouped = new Intl.NumberFormat('en')

/** `10,000`. */
export function numberWords(count: number): string {
  return grouped.format(count)
}

/** `1 key`, `2 keys`, `10,000 keys`. */
export function keysWords(count: number): string {
  return `${numberWords(count)} ${plural.select(count) === 'one' ? 'key' : 'keys'}`
}
