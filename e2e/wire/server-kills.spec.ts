import { expect, test } from '@playwright/test'
import { killServerUnderLoad } from '../../scripts/soak/server-kills.ts'

test('a killed local Hygiara keeps every create and revoke that it acknowledged (sample of the soak)', async () => {
  const report = await killServerUnderLoad(3, Math.random)
  expect(report).toMatchObject({ kills: 3, lostCreates: 0, lostRevokes: 0, failedStarts: 0 })
  expect(report.acknowledgedCreates).toBeGreaterThan(0)
})
