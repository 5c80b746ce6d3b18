import { describe, expect, it } from 'vitest'
import { addCounts, readEndToEndReport, readUnitReport, summaryLines } from './summary.mjs'

describe('the summary of a test run', () => {
  const unit = readUnitReport({
    testResults: [
      {
        name: 'a.test.ts',
        status: 'passed',
        assertionResults: [
          { fullName: 'a adds', status: 'passed' },
          { fullName: 'a waits', status: 'pending' },
          { fullName: 'a later', status: 'todo' }
        ]
      },
      { name: 'b.test.ts', status: 'failed', assertionResults: [{ fullName: 'b breaks', status: 'failed' }] },
      { name: 'c.test.ts', status: 'failed', assertionResults: [] }
    ]
  })
  const endToEnd = readEndToEndReport({
    suites: [
      {
        title: 'story.spec.ts',
        specs: [{ title: 'opens', tests: [{ status: 'expected' }] }],
        suites: [
          {
            title: 'signed in',
            specs: [
              { title: 'creates a key', tests: [{ status: 'unexpected' }] },
              { title: 'rotates', tests: [{ status: 'flaky' }] },
              { title: 'opens on Wayland', tests: [{ status: 'skipped' }] }
            ]
          }
        ]
      }
    ]
  })

  it('counts a file that fails before its first test', () => {
    expect(unit).toEqual({ passed: 1, failed: 2, skipped: ['a waits', 'a later'], flaky: [] })
  })

  it('names a test that passed only at the second try', () => {
    expect(endToEnd).toEqual({
      passed: 2,
      failed: 1,
      skipped: ['story.spec.ts > signed in > opens on Wayland'],
      flaky: ['story.spec.ts > signed in > rotates']
    })
  })

  it('counts an error outside the tests', () => {
    expect(readEndToEndReport({ suites: [], errors: [{}] }).failed).toBe(1)
  })

  it('adds the parts of a run', () => {
    expect(addCounts([endToEnd, { passed: 3, failed: 1, skipped: ['x'], flaky: ['y'] }])).toEqual({
      passed: 5,
      failed: 2,
      skipped: ['story.spec.ts > signed in > opens on Wayland', 'x'],
      flaky: ['story.spec.ts > signed in > rotates', 'y']
    })
  })

  it('names what was skipped and ends with the total', () => {
    expect(summaryLines({ unit, endToEnd })).toEqual([
      'unit: 1 passed, 2 failed, 2 skipped',
      'end to end: 2 passed, 1 failed, 1 skipped',
      'skipped: a waits',
      'skipped: a later',
      'skipped: story.spec.ts > signed in > opens on Wayland',
      'passed only at the second try: story.spec.ts > signed in > rotates',
      'total: 3 passed, 3 failed, 3 skipped'
    ])
  })
})
