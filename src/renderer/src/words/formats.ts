import type { AppFacts } from '../../../shared/app-facts.ts'
import { dnsLabelOf } from '../../../shared/dns-label.ts'
import type { SecretFormat } from '../../../shared/secret-format.ts'

/** How a form is called in a menu. `keyHeader` is the name of the header in which this server takes a key. */
export function formatWords(format: SecretFormat, keyHeader: string): string {
  switch (format) {
    case 'raw':
      return 'The key alone'
    case 'environment':
      return 'HYGIARA_API_KEY=…'
    case 'header':
      return `${keyHeader} header`
    case 'curl':
      return 'curl command'
    case 'kubernetes':
      return 'Kubernetes Secret'
    case 'docker':
      return 'Docker secret'
  }
}

/** What follows *Copied*: empty for the key alone. */
export function asWords(format: SecretFormat): string {
  switch (format) {
    case 'raw':
      return ''
    case 'environment':
      return ' as HYGIARA_API_KEY=…'
    case 'header':
      return ' as a header'
    case 'curl':
      return ' as a curl command'
    case 'kubernetes':
      return ' as a Kubernetes Secret'
    case 'docker':
      return ' for a Docker secret'
  }
}

/** What a person should know while a form is on the clipboard: in words, or around a command that takes it. */
export type FormatNote =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'command'; readonly before: string; readonly command: string; readonly after: string }

/** What is said about a form; `null` where it speaks for itself. */
export function formatNoteOf(
  format: SecretFormat,
  keyName: string,
  platform: AppFacts['platform']
): FormatNote | null {
  switch (format) {
    case 'raw':
    case 'header':
      return null
    case 'environment':
    case 'curl':
      return { kind: 'words', text: 'A shell keeps a pasted line, with the key in it, in its history.' }
    case 'kubernetes':
      return pastedInto('kubectl apply -f -', platform, 'press Ctrl+D')
    case 'docker':
      // Once ends the line that was begun, and once more the input: no line break becomes a part of the secret.
      return pastedInto(`docker secret create ${dnsLabelOf(keyName)} -`, platform, 'press Ctrl+D twice')
  }
}

function pastedInto(command: string, platform: AppFacts['platform'], end: string): FormatNote {
  const before = platform === 'windows' ? 'In WSL, run' : 'Run'
  return { kind: 'command', before, command, after: `paste, then ${end}.` }
}
