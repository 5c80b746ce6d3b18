import { expect, test } from 'vitest'
import { secretFormats } from '../../../shared/secret-format.ts'
import { asWords, formatNoteOf, formatWords } from './formats.ts'

test('every form has a name of its own, in the menu and in the receipt', () => {
  expect(new Set(secretFormats.map((format) => formatWords(format, 'X-API-Key')))).toHaveLength(
    secretFormats.length
  )
  expect(new Set(secretFormats.map(asWords))).toHaveLength(secretFormats.length)
})

test('what is pasted into a shell is said to stay there', () => {
  const keeping = secretFormats.filter((format) => {
    const note = formatNoteOf(format, 'ci', 'linux')
    return note?.kind === 'words' && note.text.includes('history')
  })
  expect(keeping).toEqual(['environment', 'curl'])
})

test('what is for the standard input of a command says which', () => {
  const docker = { kind: 'command', before: 'Run', after: 'paste, then press Ctrl+D twice.' }
  expect(formatNoteOf('docker', 'CI reviews', 'linux')).toEqual({
    ...docker,
    command: 'docker secret create ci-reviews -'
  })
  expect(formatNoteOf('docker', 'x; reboot', 'windows')).toEqual({
    ...docker,
    before: 'In WSL, run',
    command: 'docker secret create x-reboot -'
  })
  expect(formatNoteOf('kubernetes', 'CI reviews', 'mac')).toEqual({
    ...docker,
    command: 'kubectl apply -f -',
    after: 'paste, then press Ctrl+D.'
  })
})
