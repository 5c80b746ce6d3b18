import { expect, test } from 'vitest'
import { secretFormats } from '../../../shared/secret-format.ts'
import { asWords, formatNote, formatWords } from './formats.ts'

test('every form has a name of its own, in the menu and in the receipt', () => {
  expect(new Set(secretFormats.map(formatWords))).toHaveLength(secretFormats.length)
  expect(new Set(secretFormats.map(asWords))).toHaveLength(secretFormats.length)
})

test('what is pasted into a shell is said to stay there', () => {
  const keeping = secretFormats.filter((format) => formatNote(format, 'ci', 'linux').includes('history'))
  expect(keeping).toEqual(['environment', 'curl'])
})

test('what is for the standard input of a command says which', () => {
  expect(formatNote('docker', 'CI reviews', 'linux')).toBe(
    'Run docker secret create ci-reviews -, paste, then press Ctrl+D twice.'
  )
  expect(formatNote('kubernetes', 'CI reviews', 'mac')).toBe(
    'Run kubectl apply -f -, paste, then press Ctrl+D.'
  )
  expect(formatNote('docker', 'x; reboot', 'windows')).toBe(
    'In WSL, run docker secret create x-reboot -, paste, then press Ctrl+D twice.'
  )
})
