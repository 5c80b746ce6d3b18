import { describe, expect, test } from 'vitest'
import type { ApiKey } from './api-key.ts'
import type { Expiry } from './expiry.ts'
import {
  keyStatusOf,
  keyStatusesOf,
  needsAttention,
  severityOf,
  statusKinds,
  type KeyStatus
} from './key-status.ts'
import { keyTimesOf } from './key-times.ts'

const now = Date.parse('2026-11-23T12:00:00Z')
const day = 86_400_000
const at = (offset: number): string => new Date(now + offset).toISOString()
const instant = (offset: number): Expiry => ({ kind: 'instant', value: at(offset) })

const expiries = {
  'not reported': undefined,
  never: null,
  'a year ahead': instant(365 * day),
  'ten days ahead': instant(10 * day),
  'a month ago': instant(-30 * day)
} as const
const uses = {
  'not reported': undefined,
  never: null,
  yesterday: at(-day),
  'four months ago': at(-120 * day)
} as const
const verdicts = { 'not given': undefined, expired: true, 'not expired': false } as const
const births = { 'not reported': undefined, 'this week': at(-3 * day), 'a year ago': at(-365 * day) } as const

type Facts = readonly [
  expiry: keyof typeof expiries,
  use: keyof typeof uses,
  verdict: keyof typeof verdicts,
  birth: keyof typeof births
]

function keyOf([expiry, use, verdict, birth]: Facts): ApiKey {
  const [expiresAt, lastUsedAt, isExpired, createdAt] = [
    expiries[expiry],
    uses[use],
    verdicts[verdict],
    births[birth]
  ]
  return {
    id: 'k1',
    name: 'ci-reviews',
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
    ...(isExpired === undefined ? {} : { isExpired }),
    ...(createdAt === undefined ? {} : { createdAt })
  }
}

/** The precedence table of the product (6.4), as words about the facts rather than as arithmetic. */
function expectedOf([expiry, use, verdict, birth]: Facts): KeyStatus['kind'] {
  if (expiry === 'a month ago' && use === 'yesterday') return 'used-after-expiry'
  if (verdict === 'expired') return 'expired'
  if (verdict === 'not given' && expiry === 'a month ago') return 'expired'
  if (expiry === 'ten days ahead') return 'expires-soon'
  // The server says it still works although our clock says it should not: it is about to end, at least.
  if (expiry === 'a month ago') return 'expires-soon'
  if (use === 'never' && birth !== 'this week') return 'never-used'
  if (use === 'four months ago') return 'unused'
  if (expiry === 'never') return 'no-expiry'
  return 'active'
}

describe('the status of a key', () => {
  const table: Facts[] = []
  for (const expiry of Object.keys(expiries) as (keyof typeof expiries)[])
    for (const use of Object.keys(uses) as (keyof typeof uses)[])
      for (const verdict of Object.keys(verdicts) as (keyof typeof verdicts)[])
        for (const birth of Object.keys(births) as (keyof typeof births)[])
          table.push([expiry, use, verdict, birth])

  test('is the first row of the precedence table that fits, for every combination of facts', () => {
    expect(table).toHaveLength(5 * 4 * 3 * 3)
    const wrong = table.filter((facts) => keyStatusOf(keyOf(facts), now).kind !== expectedOf(facts))
    expect(wrong).toEqual([])
    const kinds = new Set(table.map((facts) => keyStatusOf(keyOf(facts), now).kind))
    expect(kinds).toHaveLength(7)
  })

  test('everything that is true of a key begins with its status, and keeps the order of the table', () => {
    for (const facts of table) {
      const key = keyOf(facts)
      const kinds = keyStatusesOf(key, now).map(({ kind }) => kind)
      expect(kinds[0], facts.join()).toBe(keyStatusOf(key, now).kind)
      expect(kinds).toEqual(statusKinds.filter((kind) => kinds.includes(kind)))
      expect(kinds.includes('active')).toBe(kinds.length === 1 && kinds[0] === 'active')
    }
  })

  test('how bad it is follows from what is true of it', () => {
    for (const facts of table) {
      const [, use, , birth] = facts
      const key = keyOf(facts)
      const severity = severityOf(keyTimesOf(key), now)
      const kind = keyStatusOf(key, now).kind
      const expected =
        kind === 'used-after-expiry'
          ? 4
          : kind === 'expired'
            ? 1
            : facts[0] === 'a month ago'
              ? 3
              : kind === 'active'
                ? 0
                : 2
      expect(severity, `${facts.join()} ${use} ${birth}`).toBe(expected)
      expect(needsAttention(keyTimesOf(key), now)).toBe(severity >= 2)
    }
  })

  test.each([
    ['ends in 3 days', { expiresAt: instant(3 * day) }, 3],
    ['ends a moment later', { expiresAt: instant(3 * day + 1) }, 2],
    ['unused for 180 days', { lastUsedAt: at(-180 * day) }, 3],
    ['unused for a moment less', { lastUsedAt: at(-180 * day + 1) }, 2],
    ['never used, and ends in a year', { lastUsedAt: null, expiresAt: instant(365 * day) }, 2],
    ['nothing is reported', {}, 0]
  ] as const)('%s', (_what, facts, severity) => {
    expect(severityOf(keyTimesOf({ id: 'k1', name: 'ci', ...facts }), now)).toBe(severity)
  })

  const boundaries: readonly (readonly [string, Partial<ApiKey>, KeyStatus])[] = [
    ['expires this very moment', { expiresAt: instant(0) }, { kind: 'expired' }],
    ['expires in a millisecond', { expiresAt: instant(1) }, { kind: 'expires-soon', msLeft: 1 }],
    ['expires in 14 days', { expiresAt: instant(14 * day) }, { kind: 'expires-soon', msLeft: 14 * day }],
    ['expires a moment after 14 days', { expiresAt: instant(14 * day + 1) }, { kind: 'active' }],
    ['was last used 89 days ago', { lastUsedAt: at(-90 * day + 1) }, { kind: 'active' }],
    ['was last used 90 days ago', { lastUsedAt: at(-90 * day) }, { kind: 'unused', days: 90 }],
    ['was last used 143 days ago', { lastUsedAt: at(-143.5 * day) }, { kind: 'unused', days: 143 }],
    [
      'was used at the moment it expired',
      { expiresAt: instant(-day), lastUsedAt: at(-day) },
      { kind: 'expired' }
    ],
    [
      'was used a moment after it expired',
      { expiresAt: instant(-day), lastUsedAt: at(-day + 1) },
      { kind: 'used-after-expiry' }
    ],
    ['never used, made 14 days ago', { lastUsedAt: null, createdAt: at(-14 * day) }, { kind: 'never-used' }],
    [
      'never used, made a moment later',
      { lastUsedAt: null, createdAt: at(-14 * day + 1) },
      { kind: 'active' }
    ],
    [
      'a bare date is warned about from its beginning',
      { expiresAt: { kind: 'date', value: '2026-11-24' } },
      { kind: 'expires-soon', msLeft: day / 2 }
    ],
    [
      'a bare date that has begun may be over at any moment, and is not',
      { expiresAt: { kind: 'date', value: '2026-11-23' } },
      { kind: 'expires-soon', msLeft: 0 }
    ],
    [
      'a bare date is judged by the server',
      { expiresAt: { kind: 'date', value: '2026-11-23' }, isExpired: true },
      { kind: 'expired' }
    ],
    [
      'a use within the day of a bare date is none after it',
      { expiresAt: { kind: 'date', value: '2026-11-23' }, lastUsedAt: at(-1_000) },
      { kind: 'expires-soon', msLeft: 0 }
    ],
    [
      'a bare date of yesterday is over',
      { expiresAt: { kind: 'date', value: '2026-11-22' } },
      { kind: 'expired' }
    ],
    [
      'the server says it is not over yet',
      { expiresAt: instant(-day), isExpired: false },
      { kind: 'expires-soon', msLeft: 0 }
    ],
    ['used in the future, by a clock that is ahead', { lastUsedAt: at(day) }, { kind: 'active' }]
  ]

  test.each(boundaries)('%s', (_what, facts, status) => {
    expect(keyStatusOf({ id: 'k1', name: 'ci-reviews', ...facts }, now)).toEqual(status)
  })
})
