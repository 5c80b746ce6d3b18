import { resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

/** The absolute path of something in this checkout. */
export function inCheckout(path: string): string {
  return resolve(root, path)
}
