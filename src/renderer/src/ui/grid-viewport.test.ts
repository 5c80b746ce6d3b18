import { expect, test, vi } from 'vitest'
import { createScroll } from './grid-viewport.ts'

/** What the library's own scrolling uses of a grid: its element. */
function gridOf(scrollTo: (options: ScrollToOptions) => void) {
  return { scrollElement: { scrollTo }, options: { horizontal: false } } as unknown as Parameters<
    ReturnType<typeof createScroll>
  >[2]
}

test('a grid that is new is not scrolled to its beginning, where it is, but later it is', () => {
  const scrollTo = vi.fn()
  const grid = gridOf(scrollTo)
  const scroll = createScroll()
  scroll(0, {}, grid)
  expect(scrollTo).not.toHaveBeenCalled()
  scroll(460, {}, grid)
  scroll(0, {}, grid)
  expect(scrollTo.mock.calls.map(([{ top }]) => top as number)).toEqual([460, 0])
})

test('a grid that is new is scrolled to where one was', () => {
  const scroll = createScroll()
  scroll(0, {}, gridOf(vi.fn()))
  const scrollTo = vi.fn()
  scroll(460, {}, gridOf(scrollTo))
  expect(scrollTo).toHaveBeenCalledOnce()
})
