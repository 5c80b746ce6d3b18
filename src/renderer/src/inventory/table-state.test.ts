import { beforeEach, expect, test, vi } from 'vitest'

vi.mock('../bridge.ts', () => ({ bridge: {} }))

const { table, tableNow } = await import('./table-state.ts')

beforeEach(() => table.reset())

test('it begins with what needs attention', () => {
  expect(tableNow()).toMatchObject({ viewId: 'attention', text: 'is:attention', openId: null })
})

test('a search belongs to the view it began in; an empty one is all keys', () => {
  table.search('github')
  expect(tableNow()).toMatchObject({ viewId: 'attention', text: 'github' })
  table.search('')
  expect(tableNow()).toMatchObject({ viewId: 'all', text: '' })
  table.search('github')
  expect(tableNow()).toMatchObject({ viewId: 'all', text: 'github' })
})

test('another view keeps what is selected and what is open', () => {
  const selection = { ids: new Set(['a']), range: null }
  table.select(selection)
  table.open('b')
  table.showView({ id: 'mine', query: 'is:stale' })
  expect(tableNow()).toMatchObject({ viewId: 'mine', text: 'is:stale', selection, openId: 'b' })
})
