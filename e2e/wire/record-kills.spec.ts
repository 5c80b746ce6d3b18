import { expect, test } from '@playwright/test'
import { killWhileKeeping } from '../../scripts/soak/record-kills.ts'

test('records that are being kept when the app is killed are one whole generation (sample of the soak)', async () => {
  const report = await killWhileKeeping(20, Math.random)
  expect(report).toMatchObject({ kills: 20, torn: 0, lost: 0, leftOver: 0, failures: [] })
  expect(report.kept).toBeGreaterThan(20)
})

test('a store that writes over the old file does not get through', async () => {
  const { torn } = await killWhileKeeping(8, Math.random, { violation: true })
  expect(torn).toBeGreaterThan(0)
})
