import { beforeEach, describe, expect, test } from 'vitest'
import { mostViews, noViews } from '../../shared/inventory-view.ts'
import { done, err } from '../../shared/result.ts'
import { InMemoryDisk, InMemoryKeptDataStore } from '../testing/in-memory-kept-data-store.ts'
import { PublishedEvents } from '../testing/published-events.ts'
import { ViewService } from './view-service.ts'

const byName = { column: 'name', direction: 'ascending' } as const
const view = { id: null, name: 'Old CI', query: 'is:stale ci', sort: byName }
const value = `hrdly_${'a1B2'.repeat(8)}`

let disk: InMemoryDisk
let events: PublishedEvents
let profileId: string | null
const start = () => new ViewService(new InMemoryKeptDataStore(disk), () => profileId, events.publish)
const idOf = (saved: ReturnType<ViewService['save']>): string => (saved.ok ? saved.value.id : '')

beforeEach(() => {
  disk = new InMemoryDisk()
  events = new PublishedEvents()
  profileId = 'ada'
})

describe('views', () => {
  test('a view is there at once, told, and there at the next start', () => {
    const views = start()
    const id = idOf(views.save({ ...view, name: '  Old CI ' }))
    const kept = { ada: { ...noViews, saved: [{ ...view, id }] } }
    expect(views.topic.value).toEqual(kept)
    expect(events.all.map(({ channel }) => channel)).toEqual(['views:changed'])
    expect(start().topic.value).toEqual(kept)
  })

  test('a view can be changed in its place and removed', () => {
    const views = start()
    const first = idOf(views.save(view))
    const second = idOf(views.save({ ...view, name: 'Second' }))
    expect(views.save({ ...view, id: first, name: 'old ci' })).toEqual({ ok: true, value: { id: first } })
    expect(views.topic.value['ada']?.saved.map(({ id, name }) => [id, name])).toEqual([
      [first, 'old ci'],
      [second, 'Second']
    ])
    expect(views.remove(first)).toEqual(done)
    expect(start().topic.value['ada']?.saved.map(({ id }) => id)).toEqual([second])
  })

  test('how a view was sorted is remembered, for those that are always there too', () => {
    const views = start()
    const id = idOf(views.save({ ...view, sort: null }))
    views.setSort(id, byName)
    views.setSort('attention', byName)
    views.setSort('gone', byName)
    expect(start().topic.value['ada']).toEqual({
      saved: [{ ...view, id }],
      sorts: { attention: byName, all: null, mine: null }
    })
    views.setSort('attention', null)
    expect(views.topic.value['ada']?.sorts).toEqual(noViews.sorts)
  })

  test('each profile has its own', () => {
    const views = start()
    views.save(view)
    profileId = 'grace'
    views.save({ ...view, name: 'Hers' })
    expect(views.topic.value['ada']?.saved.map(({ name }) => name)).toEqual(['Old CI'])
    expect(views.topic.value['grace']?.saved.map(({ name }) => name)).toEqual(['Hers'])
  })

  test('nobody signed in has none', () => {
    profileId = null
    const views = start()
    expect(views.save(view)).toEqual(err({ code: 'not_signed_in' }))
    expect(views.remove('x')).toEqual(err({ code: 'not_signed_in' }))
    expect(disk.kept).toBeNull()
  })

  test.each([
    ['no name', { name: '  ' }, 'blank'],
    ['a long name', { name: 'x'.repeat(61) }, 'too-long'],
    ['a long search', { query: 'x'.repeat(501) }, 'too-long'],
    ['a key for a name', { name: value }, 'looks-like-a-key'],
    ['a key in the search', { query: `is:stale ${value}` }, 'looks-like-a-key'],
    ['the name of another one', { name: 'TAKEN' }, 'taken']
  ] as const)('%s is refused', (_what, changes, problem) => {
    const views = start()
    views.save({ ...view, name: 'Taken' })
    const before = views.topic.value
    expect(views.save({ ...view, ...changes })).toEqual(err({ code: 'view_refused', problem }))
    expect(views.topic.value).toBe(before)
  })

  test('there is an end to them', () => {
    const views = start()
    for (let number = 0; number < mostViews; number++) views.save({ ...view, name: `View ${number}` })
    expect(views.save(view)).toEqual(err({ code: 'view_refused', problem: 'too-many' }))
  })

  test('a disk that refuses is told; the view counts for this run', () => {
    const views = start()
    disk.isFull = true
    expect(views.save(view)).toEqual(err({ code: 'settings_not_saved' }))
    expect(views.topic.value['ada']?.saved).toHaveLength(1)
  })
})
