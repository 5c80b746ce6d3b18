/**
 * The path of an operation with its parameters filled in, each as one part of it; `null` where one is missing or
 * would lead elsewhere.
 */
export function pathOf(path: string, parameters: Readonly<Record<string, string>> = {}): string | null {
  const names = [...path.matchAll(parameter)].map(([, name = '']) => name)
  const isFilled = names.every((name) => Object.hasOwn(parameters, name) && isPart(parameters[name] ?? ''))
  if (!isFilled) return null
  return path.replaceAll(parameter, (_braces, name: string) => encodeURIComponent(parameters[name] ?? ''))
}

const parameter = /\{([^{}/]*)\}/gu

/** The dots are the only parts of an address that encoding leaves as they are and that lead to another place. */
function isPart(value: string): boolean {
  return value !== '' && !/^\.\.?$|\p{Cs}/u.test(value)
}

/** The path with a query, in this order. */
export function withQuery(path: string, query: readonly (readonly [name: string, value: string])[]): string {
  const pairs = query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`
}
