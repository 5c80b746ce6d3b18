/** A failure whose message is written for the person at the keyboard; it is shown without a stack. */
export class SetupError extends Error {}

/**
 * Says in one line what is being done. Goes to stderr, so that the output of a wrapped command stays clean.
 * @param {string} sentence
 */
export function say(sentence) {
  process.stderr.write(`[hygiara-keys] ${sentence}\n`)
}

/**
 * Whole seconds since a moment, for a sentence such as "done in 12 s".
 * @param {number} startedAt milliseconds since the epoch
 */
export function secondsSince(startedAt) {
  return `${Math.round((Date.now() - startedAt) / 1000)} s`
}
