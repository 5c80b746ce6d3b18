import { afterEach, describe, expect, test, vi } from 'vitest'
import { SecretValue } from '../secret-value.ts'
import { describeClipboard } from '../testing/clipboard-suite.ts'
import { systemClipboard } from './clipboard.ts'

/** Electron's clipboard as far as the adapter uses it; `answersLater` is how it answers since version 44. */
const electron = vi.hoisted(() => ({ text: '', answersLater: false, isBroken: false }))

vi.mock('electron', () => {
  const answer = <Value>(perform: () => Value): Value | Promise<Value> => {
    if (electron.isBroken && electron.answersLater) return Promise.reject(new Error('no clipboard'))
    if (electron.isBroken) throw new Error('no clipboard')
    return electron.answersLater ? Promise.resolve().then(perform) : perform()
  }
  return {
    clipboard: {
      readText: () => answer(() => electron.text),
      writeText: (text: string) =>
        answer(() => {
          electron.text = text
        }),
      // In both versions it answers nothing, and has done its work by then.
      clear: () => {
        if (electron.isBroken) throw new Error('no clipboard')
        electron.text = ''
      }
    }
  }
})

afterEach(() => {
  Object.assign(electron, { text: '', answersLater: false, isBroken: false })
})

describe.each([
  ['answers at once', false],
  ['answers with promises', true]
])('an Electron that %s', (_how, answersLater) => {
  describeClipboard(() => {
    electron.answersLater = answersLater
    electron.text = ''
    return systemClipboard
  })

  test('that fails is a rejection, never an exception in the face of the caller', async () => {
    Object.assign(electron, { answersLater, isBroken: true })
    await expect(systemClipboard.readText()).rejects.toThrow('no clipboard')
    await expect(systemClipboard.clear()).rejects.toThrow('no clipboard')
    await expect(systemClipboard.writeText('x')).rejects.toThrow('no clipboard')
    await expect(systemClipboard.writeSecret(SecretValue.of('x'))).rejects.toThrow('no clipboard')
  })
})
