import { expect, test } from '@playwright/test'
import { createUnderKills } from '../../scripts/soak/create-kills.ts'

test('a create that is killed or broken at any point makes no second key and none that nobody knows of (sample of the soak)', async () => {
  test.setTimeout(120_000)
  const report = await createUnderKills(1)
  expect(report).toMatchObject({ duplicates: 0, unflaggedOrphans: 0, failures: [] })
  expect(report.runs).toBe(17)
})
