import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { retrievalCommand } from './retrieval-command.ts'

const hostile = [
  "Acme's/ci-reviews",
  "'; rm -rf ~ #/x",
  '$HOME/`id`',
  '$(id)/"quoted"',
  String.raw`back\slash\'/\\`,
  '-dash/--version',
  ' spaces  two /and a half ',
  '!history/*?[a]{b,c}~',
  'Füße & 🔑 Größe/ключ',
  '\u2018typographic\u2019/\u201aquotes\u201b\u201c\u201d',
  '%PATH%/^|<>&',
  "''/''",
  '#comment/=x',
  '\u202eright to left/עברית'
]

/** What a keychain takes as a name: text without control characters, not empty. */
const account = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 60 })
  .filter((text) => !/\p{Cc}/u.test(text))
const nasty = fc
  .array(fc.constantFrom(...'\'"\\$`!*?~#;&|<>(){}[]= -\u2018\u2019aé🔑'), { minLength: 1, maxLength: 30 })
  .map((characters) => characters.join(''))

const shells = ['/bin/dash', '/bin/bash', '/usr/bin/zsh', '/usr/bin/fish', '/bin/sh'].filter((path) =>
  existsSync(path)
)

/** What the program of each command gets as arguments, when a real shell reads it. */
function argumentsIn(shell: string, commands: readonly string[]): string[][] {
  const isFish = shell.endsWith('fish')
  const print = `printf '%s\\0' ${isFish ? '$argv' : '"$@"'}; printf '\\n\\0'`
  const define = (name: string) =>
    isFish ? `function ${name}; ${print}; end` : `${name.replace('-', '_')}() { ${print}; }`
  // dash has no function with a hyphen in its name.
  const named = commands.map((command) => (isFish ? command : command.replace('secret-tool', 'secret_tool')))
  const script = [define('secret-tool'), define('security'), ...named].join('\n')
  const output = execFileSync(shell, ['-c', script], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore']
  })
  return output
    .split('\n\0')
    .slice(0, -1)
    .map((each) => each.split('\0').slice(0, -1))
}

describe.runIf(process.platform !== 'win32').each(shells)('in %s', (shell) => {
  test('every argument arrives as it was meant, whatever is in the names', () => {
    const accounts = [...hostile, ...fc.sample(account, 200), ...fc.sample(nasty, 300)]
    const items = accounts.map((each) => ({ service: 'Hygiara', account: each }))
    expect(
      argumentsIn(
        shell,
        items.map((item) => retrievalCommand('linux', item))
      )
    ).toEqual(accounts.map((each) => ['lookup', '--', 'service', 'Hygiara', 'username', each]))
    expect(
      argumentsIn(
        shell,
        items.map((item) => retrievalCommand('mac', item))
      )
    ).toEqual(accounts.map((each) => ['find-generic-password', '-s', 'Hygiara', '-a', each, '-w']))
  })
})

test('a quoting that forgets the quote is caught', () => {
  const careless = `secret-tool lookup -- service Hygiara username 'Acme's/it'`
  expect(() => argumentsIn('/bin/sh', [careless])).toThrow()
})

test('plain names need no quotes', () => {
  expect(retrievalCommand('linux', { service: 'Hygiara', account: 'acme/ci-reviews' })).toBe(
    'secret-tool lookup -- service Hygiara username acme/ci-reviews'
  )
  expect(retrievalCommand('mac', { service: 'Hygiara', account: 'Acme GmbH/ci' })).toBe(
    "security find-generic-password -s Hygiara -a 'Acme GmbH/ci' -w"
  )
})

test('names beyond ASCII are found without a locale too', () => {
  expect(retrievalCommand('linux', { service: 'Hygiara', account: 'Füße/ci' })).toBe(
    "LC_ALL=C.UTF-8 secret-tool lookup -- service Hygiara username 'Füße/ci'"
  )
})

describe('for PowerShell', () => {
  test('the target is the account, a dot and the service, in one literal, on one line', () => {
    fc.assert(
      fc.property(fc.oneof(account, nasty, fc.constantFrom(...hostile)), (each) => {
        const command = retrievalCommand('windows', { service: 'Hygiara', account: each })
        const before = 'CredReadW('
        const at = command.lastIndexOf(`::${before}'`) + before.length + 2
        const { value, rest } = readPowerShellLiteral(command.slice(at))
        expect(value).toBe(`${each}.Hygiara`)
        expect(rest.startsWith(', 1, 0, [ref]$item)) {')).toBe(true)
        expect(command).not.toMatch(/[\r\n]/u)
      })
    )
  })

  test('what is before and after the target does not depend on it', () => {
    const around = (name: string) =>
      retrievalCommand('windows', { service: 'Hygiara', account: name }).replace(`${name}.Hygiara`, '')
    expect(around('one')).toBe(around('another'))
  })
})

/** As PowerShell's own tokenizer reads a literal: four characters end it, unless another of them follows. */
function readPowerShellLiteral(text: string): { value: string; rest: string } {
  const isQuote = (character: string | undefined) =>
    character !== undefined && /['\u2018-\u201b]/u.test(character)
  if (!isQuote(text[0])) throw new Error('no literal')
  let value = ''
  for (let at = 1; at < text.length; at += 1) {
    if (isQuote(text[at])) {
      if (!isQuote(text[at + 1])) return { value, rest: text.slice(at + 1) }
      at += 1
    }
    value += text[at] ?? ''
  }
  throw new Error('the literal has no end')
}
