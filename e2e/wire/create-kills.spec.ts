import { expect, test } from '@playwright/test'
import { violations, type Violation } from '../../scripts/soak/create-kill-points.ts'
import { createCells, createUnderKills, type CreateReport } from '../../scripts/soak/create-kills.ts'

test('a create that is killed or broken at any point makes no second key and none that nobody knows of (sample of the soak)', async () => {
  test.setTimeout(120_000)
  const report = await createUnderKills(1)
  expect(report).toEqual({
    runs: createCells.length,
    duplicates: 0,
    resent: 0,
    unflaggedOrphans: 0,
    failures: []
  })
  expect(report.runs).toBe(17)
})

/** What the matrix must count when the core does this wrong. */
const noticedAs: Readonly<Record<Violation, Partial<CreateReport>>> = {
  'records nothing': { duplicates: 0, unflaggedOrphans: 2 },
  'records too late': { duplicates: 0, unflaggedOrphans: 2 },
  'settles with the answer': { duplicates: 0, unflaggedOrphans: 1 },
  'sends a lost create again': { duplicates: 1, resent: 1, unflaggedOrphans: 0 }
}

for (const violation of violations) {
  test(`a core that ${violation} does not get through the matrix of creates`, async () => {
    const cells = ['while the server works', 'after the id is noted', 'reset after the work'] as const
    expect(await createUnderKills(1, { cells, violation })).toMatchObject(noticedAs[violation])
  })
}
