import { expect, test } from 'vitest'
import { reachableText } from './reachable-text.ts'

const canary = 'hrdly_canary-in-the-graph'

class Keeper {
  readonly #hidden: unknown
  constructor(hidden: unknown) {
    this.#hidden = hidden
  }

  get isEmpty(): boolean {
    return this.#hidden === null
  }
}

test.each([
  ['a private field', (text: string) => new Keeper(text)],
  ['a private field of a private field', (text: string) => new Keeper(new Keeper({ deep: [text] }))],
  ['a buffer', (text: string) => new Keeper(Buffer.from(text))],
  ['a map', (text: string) => new Map([['key', new Set([text])]])],
  ['a variable that a function closes over', (text: string) => new Keeper(() => text)],
  ['a promise', (text: string) => new Keeper(Promise.resolve(text))],
  ['the name of a property', (text: string) => ({ [text]: 1 })]
])('text is found in %s', (_place, make) => {
  // Made here, so that it is nowhere else.
  const text = canary.toUpperCase()
  expect(reachableText(make(text))).toContain(text)
})

test('text is not found where it is not, or where the walk was told not to go', () => {
  const elsewhere = new Keeper(canary)
  expect(reachableText(new Keeper('nothing'))).not.toContain(canary)
  expect(reachableText(new Keeper(elsewhere), [elsewhere])).not.toContain(canary)
})
