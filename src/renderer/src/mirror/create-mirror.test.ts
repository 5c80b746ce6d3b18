import { beforeEach, describe, expect, test, vi } from 'vitest'
import { err, ok, type Result } from '../../../shared/result.ts'
import type { Snapshot } from '../../../shared/snapshot.ts'
import { createMirror } from './create-mirror.ts'

type Answer = Result<Snapshot<string>>

/** A main whose answers arrive when the test says so. */
function fakeTopic() {
  const listeners = new Set<(snapshot: Snapshot<string>) => void>()
  const reads: ((answer: Answer) => void)[] = []
  const order: string[] = []
  return {
    order,
    reads,
    listeners,
    tell: (revision: number, value: string) => listeners.forEach((listener) => listener({ revision, value })),
    source: {
      subscribe: (listener: (snapshot: Snapshot<string>) => void) => {
        order.push('subscribe')
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      read: () => {
        order.push('read')
        return new Promise<Answer>((resolve) => reads.push(resolve))
      }
    }
  }
}

const settled = () => vi.advanceTimersByTimeAsync(0)

describe('a mirror', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    return () => vi.useRealTimers()
  })

  test('subscribes before it reads, so that no change falls between', () => {
    const topic = fakeTopic()
    createMirror(topic.source).start()
    expect(topic.order).toEqual(['subscribe', 'read'])
  })

  test('keeps the highest revision, whichever way it came', async () => {
    const topic = fakeTopic()
    const mirror = createMirror(topic.source)
    mirror.start()
    expect(mirror.get()).toBeNull()
    topic.tell(3, 'three')
    topic.reads[0]?.(ok({ revision: 2, value: 'two' }))
    await settled()
    expect(mirror.get()).toBe('three')
    topic.tell(2, 'late')
    expect(mirror.get()).toBe('three')
    topic.tell(7, 'seven')
    expect(mirror.get()).toBe('seven')
  })

  test('tells its followers what was before', async () => {
    const topic = fakeTopic()
    const mirror = createMirror(topic.source)
    const heard: unknown[] = []
    mirror.follow((value, before) => heard.push([value, before]))
    mirror.start()
    topic.reads[0]?.(ok({ revision: 1, value: 'one' }))
    await settled()
    topic.tell(2, 'two')
    expect(heard).toEqual([
      ['one', null],
      ['two', 'one']
    ])
  })

  test('asks again when reading failed', async () => {
    const topic = fakeTopic()
    const mirror = createMirror(topic.source)
    mirror.start()
    topic.reads[0]?.(err({ code: 'unexpected', incidentId: 'x' }))
    await vi.advanceTimersByTimeAsync(600)
    topic.reads[1]?.(ok({ revision: 1, value: 'one' }))
    await settled()
    expect(mirror.get()).toBe('one')
  })

  test('hears nothing after it was stopped', async () => {
    const topic = fakeTopic()
    const mirror = createMirror(topic.source)
    const stop = mirror.start()
    stop()
    topic.reads[0]?.(ok({ revision: 1, value: 'one' }))
    await settled()
    expect(mirror.get()).toBeNull()
    expect(topic.listeners.size).toBe(0)
  })
})
