import { describe, expect, test } from 'vitest'
import type { ClipboardState } from '../../../shared/handoff.ts'
import { copiedWords, holdWords, receiptOf } from './clipboard.ts'

const style = { zone: 'UTC', isTwelveHour: false }
const at = '2026-11-23T14:02:11.000Z'
const copy = { destination: 'clipboard', at, isVerified: true, isHidden: true, format: 'raw' } as const
const unverified = { ...copy, isVerified: false }
const ours = { keyName: 'ci-reviews', copiedAt: at }
const later = { ...ours, at: '2026-11-23T14:02:41.000Z' }
const holding: ClipboardState = {
  state: 'holding',
  ...ours,
  clearsAt: '2026-11-23T14:02:41.000Z',
  canKeepLonger: true
}

describe('the receipt of a copy', () => {
  test.each([
    [copy, holding, 'Copied 14:02:11, clears in'],
    [copy, { state: 'cleared', ...later }, 'Copied 14:02:11, cleared 14:02:41, verified'],
    [copy, { state: 'replaced', ...later }, 'Copied 14:02:11. Something else is on the clipboard now.'],
    [copy, { state: 'not-cleared', ...later }, 'Copied 14:02:11, not cleared'],
    [copy, { state: 'unchecked', ...later }, 'Copied 14:02:11, clearing not verified'],
    [unverified, holding, 'Copied 14:02:11, not verified, clears in'],
    [copy, { state: 'empty' }, 'Copied 14:02:11.'],
    [copy, null, 'Copied 14:02:11.']
  ] as const)('%j while the clipboard is %j', (delivery, state, text) => {
    expect(receiptOf(delivery, state, style).text).toBe(text)
  })

  test('counts down only while it is there', () => {
    expect(receiptOf(copy, holding, style).counts).toBe(true)
    expect(receiptOf(copy, { state: 'cleared', ...later }, style).counts).toBe(false)
  })

  test('says nothing about what is on the clipboard from another copy', () => {
    const another: ClipboardState = { ...holding, copiedAt: '2026-11-23T14:05:00.000Z' }
    expect(receiptOf(copy, another, style)).toEqual({ text: 'Copied 14:02:11.', counts: false, todo: '' })
  })

  test('never says cleared, or verified, of what nobody has looked at', () => {
    for (const state of ['not-cleared', 'unchecked', 'replaced'] as const) {
      const { text } = receiptOf(copy, { state, ...later }, style)
      expect(text).not.toMatch(/(?<!not )cleared|(?<!not )verified/u)
    }
    expect(receiptOf(unverified, holding, style).text).not.toMatch(/(?<!not )verified/u)
  })

  test('says what is left to do, and only then', () => {
    expect(receiptOf(copy, holding, style).todo).toBe('')
    expect(receiptOf(unverified, holding, style).todo).toContain('Paste the key where it belongs')
    expect(receiptOf(copy, { state: 'not-cleared', ...later }, style).todo).toBe(
      'Copy anything else to replace it.'
    )
  })
})

test('a time is said as short as can be', () => {
  expect(([10, 30, 90, 120] as const).map(holdWords)).toEqual(['10 s', '30 s', '90 s', '2 min'])
  expect(copiedWords(60, 'raw')).toBe('Key copied. The clipboard clears in 60 seconds.')
})
