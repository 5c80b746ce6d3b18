/** Every mood this server can be started in: a way in which another Hygiara may give less, or misbehave. */
export const moods = {
  'no-created-at': 'keys come without created_at',
  'no-id': 'keys come without an id, and so cannot be revoked through the API',
  'no-etag': 'the list has no ETag and never answers 304',
  'no-idempotency': 'Idempotency-Key is ignored: a repeated create makes a second key',
  'same-prefix': 'every key has the prefix hrdly_ and nothing more',
  'last-used-lags': 'last_used_at moves only every five minutes',
  'last-used-not-reported': 'keys come without last_used_at',
  'revoked-stay': 'revoked keys stay in the list, marked by revoked_at',
  'revoked-unmarked': 'revoked keys stay in the list and look like any other',
  'many-keys': 'there are 50,000 keys (added to the data folder, where they stay)',
  'date-only-expiry': 'an expiry is a date: 2027-06-29 is asked for, answered, and ends with that day in UTC',
  'error-after-create': 'a create does its work and then answers 500',
  'error-after-revoke': 'a revoke does its work and then answers 500',
  'drop-after-create': 'a create does its work and then breaks the connection without an answer',
  'proxy-html': 'after sign-in, a proxy answers 200 with a page of its own',
  'proxy-down': 'after sign-in, a proxy answers 502 with a page of its own',
  'rate-limited': 'more than 30 requests in ten seconds are answered 429 with Retry-After',
  slow: 'every answer takes two seconds, and a create four',
  'short-sessions': 'an access token works for five seconds',
  'clock-ahead': 'the clock is ten minutes ahead, in Date as in everything else',
  'no-date': 'answers carry no Date'
} as const

export type Mood = keyof typeof moods

/** The moods of one start. */
export type Moods = ReadonlySet<Mood>

/**
 * Reads names of moods; each text may hold several, with commas between them.
 * @throws {Error} with a sentence for people that names the unknown one
 */
export function readMoods(texts: readonly string[]): Moods {
  const names = texts.flatMap((text) => text.split(',')).filter((name) => name !== '')
  return new Set(
    names.map((name) => {
      if (isMood(name)) return name
      throw new Error(`There is no mood "${name}". --help lists them.`)
    })
  )
}

function isMood(name: string): name is Mood {
  return Object.hasOwn(moods, name)
}
