import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Absolute path of this checkout: the folder that holds package.json. */
export const checkoutRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..')

/**
 * Absolute path of something inside the checkout.
 * @param {...string} parts
 */
export function inCheckout(...parts) {
  return path.join(checkoutRoot, ...parts)
}
