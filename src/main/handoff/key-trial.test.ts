import { expect, test } from 'vitest'
import { defaultMapping } from '../../shared/default-mapping.ts'
import { offersOf } from '../../shared/offers.ts'
import type { NotedKeyTest } from '../../shared/key-record.ts'
import type { KeyTest, KeyTestAnswer } from '../../shared/key-test.ts'
import { SecretValue } from '../secret-value.ts'
import { FakeClock, settled } from '../testing/fake-clock.ts'
import { KeyTrial } from './key-trial.ts'

const secret = SecretValue.of('hrdly_b7Qx2mAAAAAAAAAAAAAAAAAAAAAAAAAA9zK4Tq')

function start(keyTestUrl: string | null = 'https://hygiara.test/api/v1/whoami') {
  const clock = new FakeClock()
  const asked: { readonly value: string; readonly signal: AbortSignal }[] = []
  const changes: KeyTest[] = []
  const noted: NotedKeyTest[] = []
  let answer: (answer: KeyTestAnswer) => void = () => undefined
  const server = {
    keyTestUrl,
    offers: offersOf(defaultMapping),
    testKey: (value: SecretValue, signal: AbortSignal) => {
      asked.push({ value: value.reveal(), signal })
      return new Promise<KeyTestAnswer>((resolve) => {
        answer = resolve
      })
    }
  }
  const trial = new KeyTrial(server, clock, {
    changed: (change) => changes.push(change),
    noted: (note) => noted.push(note)
  })
  return { trial, clock, asked, changes, noted, answer: (said: KeyTestAnswer) => answer(said) }
}

test('is noted before the request goes out: what it does at the server was us, whatever happens here', async () => {
  const { trial, asked, changes, noted } = start()
  void trial.run(secret)
  await settled()
  expect(noted).toEqual([{ at: '2026-11-23T10:00:00.000Z', outcome: 'unreachable', status: null }])
  expect(changes).toEqual([{ state: 'running' }])
  expect(asked.map(({ value }) => value)).toEqual([secret.reveal()])
})

test('the answer is told and noted, with the time at which it came', async () => {
  const { trial, clock, changes, noted, answer } = start()
  const running = trial.run(secret)
  await clock.advance(1_500)
  answer({ outcome: 'rejected', status: 401 })
  await running
  const at = '2026-11-23T10:00:01.500Z'
  expect(changes.at(-1)).toEqual({ state: 'done', at, answer: { outcome: 'rejected', status: 401 } })
  expect(noted.at(-1)).toEqual({ at, outcome: 'rejected', status: 401 })
})

test('a second press waits for the first; the press after that is a new request', async () => {
  const { trial, asked, answer } = start()
  const both = Promise.all([trial.run(secret), trial.run(secret)])
  answer({ outcome: 'valid', status: 200 })
  await both
  expect(asked).toHaveLength(1)
  const third = trial.run(secret)
  answer({ outcome: 'valid', status: 200 })
  await third
  expect(asked).toHaveLength(2)
})

test('after a stop the request is taken back and nothing is told', async () => {
  const { trial, asked, changes, noted, answer } = start()
  const running = trial.run(secret)
  trial.stop()
  expect(asked[0]?.signal.aborted).toBe(true)
  answer({ outcome: 'unreachable', status: null, error: { code: 'cancelled' } })
  await running
  expect(changes).toEqual([{ state: 'running' }])
  expect(noted).toHaveLength(1)
})

test('where the server has nothing to ask, that is known from the start', () => {
  expect(start().trial.untried).toEqual({ state: 'not-tried' })
  expect(start(null).trial.untried).toEqual({ state: 'unavailable' })
})
