import { expect, test } from '@playwright/test'
import { createUnderKillsInElectron } from '../../scripts/soak/create-kills-electron.ts'

// Seen on the wire, and seen in main.
const points = ['while the server works', 'before the id is noted'] as const

test('the real app that is killed while it creates a key tells what became of it (sample of the soak)', async () => {
  test.setTimeout(120_000)
  expect(await createUnderKillsInElectron(1, { points })).toEqual({
    runs: 2,
    duplicates: 0,
    resent: 0,
    unflaggedOrphans: 0,
    failures: []
  })
})

test('an app that forgets what it had written down does not get through', async () => {
  test.setTimeout(120_000)
  const report = await createUnderKillsInElectron(1, {
    points: ['while the server works'],
    losesIntents: true
  })
  expect(report).toMatchObject({ runs: 1, unflaggedOrphans: 1 })
  expect(report.failures).toEqual(['while the server works: the person reads "none"'])
})
