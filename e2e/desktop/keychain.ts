import { runProgram } from '../fixtures/child-process.ts'

/** Service of the items that administrators fetch with other programs. */
export const keyService = 'Hygiara'
/** Service of the app's own items. */
export const appService = 'Hygiara Keys'

/** What another program finds in the keychain, or `null`. */
export async function readKeychain(service: string, account: string): Promise<string | null> {
  const { exitCode, stdout } = await runProgram('secret-tool', [
    'lookup',
    'service',
    service,
    'username',
    account
  ])
  return exitCode === 0 && stdout !== '' ? stdout : null
}

/** The accounts of every item that the service has, as another program lists them. */
export async function accountsOf(service: string): Promise<string[]> {
  // The attributes are on stderr, the secrets on stdout.
  const { stdout, stderr } = await runProgram('secret-tool', ['search', '--all', 'service', service])
  return [...`${stdout}\n${stderr}`.matchAll(/^attribute\.username = (.*)$/gmu)].map(
    ([, account]) => account ?? ''
  )
}

/** Takes away whatever a test before this one left. */
export async function emptyKeychain(): Promise<void> {
  for (const service of [keyService, appService])
    await runProgram('secret-tool', ['clear', 'service', service])
}
