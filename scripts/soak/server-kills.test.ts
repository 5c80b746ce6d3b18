import { expect, test } from 'vitest'
import { killServerUnderLoad } from './server-kills.ts'

test('a killed local Hygiara keeps every create and revoke that it acknowledged (sample of the soak)', async () => {
  const report = await killServerUnderLoad(2, Math.random)
  expect(report).toMatchObject({ kills: 2, lostCreates: 0, lostRevokes: 0, failedStarts: 0 })
  expect(report.acknowledgedCreates).toBeGreaterThan(0)
}, 60_000)
