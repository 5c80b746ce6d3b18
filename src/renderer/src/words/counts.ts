/** `10,000`. By hand: the first number format of a page takes 8 ms, and the first screen has numbers. */
export function numberWords(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/gu, ',')
}

/** `1 key`, `2 keys`, `10,000 keys`. */
export function keysWords(count: number): string {
  return `${numberWords(count)} ${count === 1 ? 'key' : 'keys'}`
}
