import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createLeaveDialog, messageOf } from './leave-dialog.ts'

const electron = vi.hoisted(() => ({ calls: [] as unknown[][], answer: 0 }))
vi.mock('electron', () => ({
  dialog: {
    showMessageBox: (...args: unknown[]) => {
      electron.calls.push(args)
      return Promise.resolve({ response: electron.answer, checkboxChecked: false })
    }
  }
}))

const question = { keyName: 'ci-reviews', reason: 'quit', hasFailed: false, isOverwritten: false } as const
const window = { isDestroyed: () => false }

beforeEach(() => {
  Object.assign(electron, { calls: [], answer: 0 })
})

describe('the words', () => {
  test('name the key, the consequence, and why it is asked here', () => {
    expect(messageOf(question)).toMatchObject({
      message: 'Close without copying this key?',
      detail:
        'You haven’t copied, saved or sent ci-reviews. It can’t be shown again, and it will stay active.\n\n' +
        'The window isn’t answering, so this is asked here.',
      buttons: ['Keep Open', 'Revoke This Key', 'Close Anyway'],
      defaultId: 0,
      cancelId: 0
    })
  })

  test('say it when the computer is about to end, and when revoking did not work', () => {
    expect(messageOf({ ...question, reason: 'shutdown' }).message).toBe('Shut down without copying this key?')
    const taken = messageOf({ ...question, isOverwritten: true })
    expect(taken.message).toBe('Close without copying this key again?')
    expect(taken.detail).toContain('ci-reviews is no longer on the clipboard')
    expect(taken.detail).not.toContain('You haven’t copied')
    expect(messageOf({ ...question, hasFailed: true }).detail).toContain(
      'Revoking ci-reviews didn’t work. It is still active.'
    )
  })

  test('show hidden characters of a name as what they are', () => {
    expect(messageOf({ ...question, keyName: 'a\u202Eb' }).detail).toContain('a⟨U+202E⟩b')
  })
})

describe('the answer', () => {
  test.each([
    [0, 'keep-open', 1],
    [1, 'revoke', 0],
    [2, 'close-anyway', 0]
  ] as const)('button %i means %s', async (response, choice, restarts) => {
    electron.answer = response
    const restart = vi.fn()
    const dialog = createLeaveDialog(() => window as never, restart)
    expect(await dialog.ask(question, new AbortController().signal)).toBe(choice)
    // Whoever keeps the key open needs a page that works.
    expect(restart).toHaveBeenCalledTimes(restarts)
  })

  test('is nobody’s when the question was taken back', async () => {
    const restart = vi.fn()
    const abort = new AbortController()
    abort.abort()
    expect(await createLeaveDialog(() => window as never, restart).ask(question, abort.signal)).toBeNull()
    expect(restart).not.toHaveBeenCalled()
  })

  test('can be given without a window', async () => {
    const dialog = createLeaveDialog(() => null, vi.fn())
    expect(await dialog.ask(question, new AbortController().signal)).toBe('keep-open')
    expect(electron.calls[0]).toHaveLength(1)
  })
})
