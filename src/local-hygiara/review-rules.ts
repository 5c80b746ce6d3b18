import { isKeyValue } from './key-value.ts'

/** One thing that a review found: where and by which rule. Never the text itself, which may be a secret. */
export interface Finding {
  readonly line: number
  readonly rule: string
  readonly message: string
}

interface Rule {
  readonly rule: string
  readonly message: string
  readonly matches: (line: string) => boolean
}

// Every repetition has an end: a line may be 48 KiB, and an open one would be tried from each of its characters.
const rules: readonly Rule[] = [
  {
    rule: 'hygiara-key',
    message: 'An API key of Hygiara. Revoke it and use an environment variable or a secrets manager.',
    matches: (line) => (line.match(/hrdly_[0-9A-Za-z]{49}/g) ?? []).some(isKeyValue)
  },
  {
    rule: 'private-key',
    message: 'The beginning of a private key. Replace the key and keep it out of the text.',
    matches: (line) => /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/.test(line)
  },
  {
    rule: 'password-in-text',
    message: 'A password with its value. Read it from an environment variable or a secrets manager.',
    matches: (line) =>
      /\b(?:password|passwd|secret)["']?\s{0,9}[:=]\s{0,9}["'][^"'${}]{4,200}["']/i.test(line)
  },
  {
    rule: 'password-in-address',
    message: 'An address that contains a password.',
    matches: (line) => /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s/:@]{1,200}:[^\s/:@${}]{1,200}@/i.test(line)
  },
  {
    rule: 'unencrypted-address',
    message: 'An address without encryption.',
    matches: (line) => /\bhttp:\/\/(?!localhost\b|127\.0\.0\.1\b|\[::1\])/i.test(line)
  }
]

/** Reads a text line by line against every rule. Lines count from 1. */
export function findingsIn(text: string): Finding[] {
  return text
    .split(/\r\n|\r|\n/)
    .flatMap((line, index) =>
      rules
        .filter(({ matches }) => matches(line))
        .map(({ rule, message }) => ({ line: index + 1, rule, message }))
    )
}
