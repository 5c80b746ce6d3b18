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

/** Takes away whatever a test before this one left. */
export async function emptyKeychain(): Promise<void> {
  for (const service of [keyService, appService])
    await runProgram('secret-tool', ['clear', 'service', service])
}
