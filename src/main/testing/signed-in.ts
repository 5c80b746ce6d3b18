import { ConnectionService } from '../session/connection-service.ts'
import { ApiKeyService } from '../api-keys/api-key-service.ts'
import { KeychainDataKey } from '../data-key/keychain-data-key.ts'
import { UnsettledCreates } from '../api-keys/unsettled-creates.ts'
import { Escrow } from '../handoff/escrow.ts'
import { SecretHandoff } from '../handoff/secret-handoff.ts'
import { KeychainListService } from '../keychain-list/keychain-list.ts'
import { InventoryService } from '../inventory/inventory-service.ts'
import { NoticeService } from '../notices/notice-service.ts'
import { RecordService } from '../records/record-service.ts'
import { Profiles } from '../session/profiles.ts'
import { SessionService } from '../session/session-service.ts'
import { FakeClock } from './fake-clock.ts'
import { guardedClipboard } from './guarded-clipboard.ts'
import { InMemoryHygiara } from './in-memory-hygiara.ts'
import { InMemoryIntentJournal } from './in-memory-intent-journal.ts'
import { InMemoryKeptDataStore } from './in-memory-kept-data-store.ts'
import { InMemoryRememberedItems } from './in-memory-remembered-items.ts'
import { InMemoryKeychain } from './in-memory-keychain.ts'
import { InMemoryRecordStore } from './in-memory-record-store.ts'
import { InMemoryLocalHygiara } from './in-memory-local-hygiara.ts'
import { InMemorySecretWindow } from './in-memory-secret-window.ts'
import { PublishedEvents } from './published-events.ts'

/** A session that an admin has just signed in to, and the world around it. */
export async function signedIn() {
  const clock = new FakeClock()
  const hygiara = new InMemoryHygiara(clock)
  const keychain = new InMemoryKeychain()
  const events = new PublishedEvents()
  const notices = new NoticeService(events.publish)
  const session = new SessionService(
    {
      connect: hygiara.connect,
      watch: new ConnectionService(events.publish),
      keychain,
      localHygiara: new InMemoryLocalHygiara(),
      clock,
      publish: events.publish
    },
    new Profiles(new InMemoryKeptDataStore(), notices),
    notices
  )
  const signIn = async (email: string) => {
    hygiara.addAccount(email, 'correct horse')
    await session.signOut()
    const signedIn = await session.signIn({
      serverUrl: 'https://hygiara.test',
      email,
      password: 'correct horse',
      staysSignedIn: false
    })
    if (!signedIn.ok) throw new Error(signedIn.error.code)
  }
  await signIn('ada@acme.test')
  hygiara.calls.length = 0
  events.all.length = 0
  return { clock, hygiara, keychain, events, notices, session, signIn }
}

/** What stands on a session: everything that creates, hands over and revokes keys. */
export async function signedInWithKeys() {
  const world = await signedIn()
  const { session, clock, keychain, events, notices } = world
  const inventory = new InventoryService(session, clock, events.publish)
  const { guard, clipboard } = guardedClipboard(clock, events)
  const secretWindow = new InMemorySecretWindow()
  const handoff = new SecretHandoff(guard, keychain, secretWindow, clock, events.publish)
  const journal = new InMemoryIntentJournal()
  const clockSkew = { ms: 0 }
  const unsettled = new UnsettledCreates(
    journal,
    inventory,
    clock,
    () => clockSkew.ms,
    notices,
    events.publish
  )
  const recordStore = new InMemoryRecordStore()
  const records = new RecordService(
    recordStore,
    new KeychainDataKey(keychain),
    clock,
    notices,
    events.publish
  )
  if (session.topic.value.state === 'signed-in') await records.open(session.topic.value.profile.id)
  const rememberedItems = new InMemoryRememberedItems()
  const keychainList = new KeychainListService({
    keychain,
    store: rememberedItems,
    profiles: () => [],
    platform: 'linux',
    clipboard: guard,
    publish: events.publish
  })
  const escrowSetting = { isOn: false }
  const escrow = new Escrow(keychain, keychainList, () => escrowSetting.isOn, clock, events.publish)
  unsettled.whenOver((intentId) => escrow.end(intentId))
  const apiKeys = new ApiKeyService(
    session,
    inventory,
    handoff,
    unsettled,
    escrow,
    keychainList,
    records,
    guard,
    clock
  )
  return {
    ...world,
    clipboard,
    inventory,
    guard,
    secretWindow,
    handoff,
    journal,
    clockSkew,
    unsettled,
    recordStore,
    records,
    rememberedItems,
    keychainList,
    escrowSetting,
    escrow,
    apiKeys
  }
}
