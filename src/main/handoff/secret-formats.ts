import { dnsLabelOf } from '../../shared/dns-label.ts'
import type { Offers } from '../../shared/offers.ts'
import type { SecretFormat } from '../../shared/secret-format.ts'
import { SecretValue } from '../secret-value.ts'

/** What a form says beside the value. */
export interface FormFacts {
  readonly keyName: string
  /** The address at which the key can be tried; `null` where the server has none. */
  readonly keyTestUrl: string | null
  /** How this server wants a key to be sent. */
  readonly keyHeader: Offers['keyHeader']
}

/**
 * The value in the form in which it is needed, as a secret of its own that its user wipes; `null` where there is no
 * such form. Only the manifest ends with a line break: anywhere else one would be a part of the key, or would send a
 * pasted line off before it was read.
 */
export function secretAs(format: SecretFormat, secret: SecretValue, facts: FormFacts): SecretValue | null {
  const text = textAs(format, secret.reveal(), facts)
  return text === null ? null : SecretValue.of(text)
}

function textAs(format: SecretFormat, value: string, facts: FormFacts): string | null {
  const { keyName, keyTestUrl, keyHeader } = facts
  switch (format) {
    case 'raw':
      return value
    case 'environment':
      return `HYGIARA_API_KEY=${forShell(value)}`
    case 'header':
      return headerOf(value, keyHeader)
    case 'curl':
      return keyTestUrl === null ? null : curlLine(headerOf(value, keyHeader), keyTestUrl)
    case 'kubernetes':
      return manifest(value, keyName)
    case 'docker':
      // What `docker secret create NAME -` reads from its standard input, and what a file under `secrets:` in a
      // compose file holds: the bare value. A line with the value in it would be kept by the shell in its history
      // (a space in front helps in some shells only, and not in the zsh of a Mac), an argument would show in the list
      // of processes, and a here-document would add a line break to the secret.
      return value
  }
}

function headerOf(value: string, { name, before }: Offers['keyHeader']): string {
  return `${name}: ${before}${value}`
}

function curlLine(header: string, url: string): string {
  // To curl, brackets in an address are a pattern of many addresses.
  const options = /[[\]{}]/u.test(url) ? '-g ' : ''
  return `curl ${options}-H ${inQuotes(header)} ${forShell(url)}`
}

function manifest(value: string, keyName: string): string {
  return [
    'apiVersion: v1',
    'kind: Secret',
    'metadata:',
    // Quoted, both: `true`, `on`, `1e3` and `2027-06-29` would be read as something else than a text.
    `  name: ${JSON.stringify(dnsLabelOf(keyName))}`,
    'type: Opaque',
    'stringData:',
    `  HYGIARA_API_KEY: ${JSON.stringify(value)}`,
    ''
  ].join('\n')
}

/** One word of a POSIX shell, without quotes where none are needed. A tilde would be somebody's home folder. */
function forShell(text: string): string {
  return /^[\w./:@%+,=-]+$/u.test(text) ? text : inQuotes(text)
}

function inQuotes(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
