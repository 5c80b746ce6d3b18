import { readClipboard } from '../../e2e/desktop/clipboard.ts'
import type { KeysApp } from '../../e2e/fixtures/keys-app.ts'

/** What the person may read above the list. */
export type Card = 'none' | 'no such key' | 'answer lost' | 'app ended' | 'still in the keychain'

/** What the next start has shown. */
export interface NextStart {
  /** The card about the key of this name; the whole text where it is none of the known ones. */
  readonly card: Card | (string & {})
  /** Whether one press would put it right. */
  readonly hasWayOut: boolean
  /** The value, where the card still had it and handed it over. */
  readonly handedOver: string | null
}

/**
 * Starts the app again on the same folder, signs in as the same person, and reads the card above the list. Where it
 * offers the key itself, the person takes it.
 */
export async function readNextStart(app: KeysApp, password: string, name: string): Promise<NextStart> {
  await app.start()
  const { welcome, signIn, inventory, orphans, secret } = app.screens
  await welcome.profiles.first().click()
  await signIn.password.fill(password)
  await signIn.submit()
  await inventory.table.waitFor()
  await orphans.cards.filter({ hasText: 'Looking whether' }).waitFor({ state: 'detached' })
  const text = (await orphans.cards.count()) > 0 ? await orphans.cards.first().innerText() : null

  const finish = app.page.getByRole('button', { name: 'Finish handing over' })
  const hasWayOut = (await orphans.createAgainButton.count()) + (await finish.count()) > 0
  let handedOver: string | null = null
  if ((await finish.count()) > 0) {
    await finish.click()
    await secret.heading.waitFor()
    await secret.copy()
    handedOver = await readClipboard()
  }
  return { card: cardOf(text, name), hasWayOut, handedOver }
}

function cardOf(text: string | null, name: string): Card | (string & {}) {
  if (text === null) return 'none'
  const known: readonly (readonly [Card, string])[] = [
    ['no such key', `Hygiara has no such ${name}. Nothing was created, or it is gone again.`],
    ['answer lost', `Hygiara may have created ${name}, but its answer was lost, so nobody has the key.`],
    [
      'app ended',
      `Hygiara created ${name}, but the app ended before the key was handed over, so nobody has it.`
    ],
    ['still in the keychain', `Hygiara created ${name}, and the app ended before the key was handed over. `]
  ]
  return known.find(([, words]) => text.startsWith(words))?.[0] ?? text
}
