import type { AppFacts } from './app-facts.ts'

/** What has to be known of an item to find it again. */
export interface StoredItem {
  readonly service: string
  readonly account: string
}

/**
 * The command with which a person, or a script, gets the value of a keychain item on this system: for a POSIX shell on
 * Linux and macOS, for PowerShell on Windows. It can be pasted whatever the names are and holds no secret itself.
 *
 * It finds what the library behind `Keychain` writes: attributes `service` and `username` in the Secret Service,
 * service and account in the macOS Keychain, a generic credential `account.service` as UTF-16 on Windows.
 */
export function retrievalCommand(platform: AppFacts['platform'], { service, account }: StoredItem): string {
  switch (platform) {
    case 'linux':
      // `--`: an account that begins with a dash is no option. A script often runs without a locale, in which
      // secret-tool refuses everything but ASCII.
      return `${/^[ -~]*$/u.test(service + account) ? '' : 'LC_ALL=C.UTF-8 '}secret-tool lookup -- service ${shellWord(service)} username ${shellWord(account)}`
    case 'mac':
      return `security find-generic-password -s ${shellWord(service)} -a ${shellWord(account)} -w`
    case 'windows':
      return powerShellCommand(`${account}.${service}`)
  }
}

/**
 * One word of sh, bash, zsh and fish. Inside single quotes fish takes a backslash for the beginning of something, the
 * others don't; so neither a backslash nor a quote is inside.
 */
function shellWord(text: string): string {
  if (/^[\w./@:][\w./@:-]*$/u.test(text)) return text
  return `'${text.replaceAll(/['\\]/gu, (character) => `'\\${character}'`)}'`
}

// Windows has no program that prints what Credential Manager keeps. CREDENTIALW begins with two 32-bit numbers, two
// pointers and a time of 64 bits; then come the size of the value and, at the next pointer, the value.
const credRead =
  '[DllImport("advapi32.dll", CharSet = CharSet.Unicode, SetLastError = true)] public static extern bool CredReadW(string target, int type, int flags, out IntPtr credential);'
const credFree = '[DllImport("advapi32.dll")] public static extern void CredFree(IntPtr credential);'

function powerShellCommand(target: string): string {
  return [
    `Add-Type -Namespace Hygiara -Name Credentials -MemberDefinition '${credRead} ${credFree}'`,
    '$item = [IntPtr]::Zero',
    `if ([Hygiara.Credentials]::CredReadW(${powerShellString(target)}, 1, 0, [ref]$item)) { ` +
      '$size = 16 + 2 * [IntPtr]::Size; $memory = [Runtime.InteropServices.Marshal]; ' +
      '$memory::PtrToStringUni($memory::ReadIntPtr($item, $size + [IntPtr]::Size), $memory::ReadInt32($item, $size) / 2); ' +
      "[Hygiara.Credentials]::CredFree($item) } else { throw 'Credential Manager has no such item.' }"
  ].join('; ')
}

/** A literal of PowerShell, which takes typographic quotes for plain ones. */
function powerShellString(text: string): string {
  return `'${text.replaceAll(/['\u2018-\u201b]/gu, '$&$&')}'`
}
