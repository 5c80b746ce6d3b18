import type { AppFacts } from '../../shared/app-facts.ts'
import type { KeychainProblem } from '../../shared/app-error.ts'
import { escrowMs } from '../../shared/escrow.ts'
import type { KeychainList, OwnItem, Presence, SavedKey } from '../../shared/keychain-list.ts'
import { done, err, type Result } from '../../shared/result.ts'
import type { Profile } from '../../shared/profile.ts'
import { retrievalCommand } from '../../shared/retrieval-command.ts'
import type { ClipboardGuard } from '../handoff/clipboard-guard.ts'
import { itemOfDataKey, itemOfLocalPassword, itemOfSession } from '../keychain-items.ts'
import type { Keychain, KeychainItem, Publish, RememberedItem, RememberedItems } from '../ports.ts'
import { SnapshotTopic } from '../snapshot-topic.ts'

interface World {
  readonly keychain: Keychain
  readonly store: RememberedItems
  /** Whose items of the app's own there can be. */
  readonly profiles: () => readonly Profile[]
  readonly platform: AppFacts['platform']
  readonly clipboard: ClipboardGuard
  readonly publish: Publish
}

const notInTheList = err({ code: 'keychain_item_unknown' as const })

/**
 * What the app has put into the keychain. It is remembered beside it, because a keychain gives no list without being
 * opened; whether an item is still there is asked only when a person wants to know.
 */
export class KeychainListService {
  readonly topic: SnapshotTopic<KeychainList>
  readonly #keychain: Keychain
  readonly #store: RememberedItems
  readonly #profiles: () => readonly Profile[]
  readonly #copyCommand: (item: KeychainItem) => Promise<Result<null>>
  #items: readonly RememberedItem[] = []
  #loaded: Promise<void> | null = null
  #writing: Promise<unknown> = Promise.resolve()
  #asking: AbortController | null = null
  readonly #presences = new Map<string, Presence>()

  constructor({ keychain, store, profiles, platform, clipboard, publish }: World) {
    this.#keychain = keychain
    this.#store = store
    this.#profiles = profiles
    this.#copyCommand = (item) => clipboard.copyText(retrievalCommand(platform, item))
    this.topic = new SnapshotTopic<KeychainList>(
      { keys: [], own: [], busy: null, problem: null },
      (snapshot) => publish('keychain:changed', snapshot)
    )
  }

  /** What is remembered, read from the disk the first time. */
  async items(): Promise<readonly RememberedItem[]> {
    this.#loaded ??= this.#store.read().then((items) => {
      this.#items = items
    })
    await this.#loaded
    return this.#items
  }

  /** Brings the list up to date with the profiles, for somebody who opens it. Asks nothing of the keychain. */
  async open(): Promise<void> {
    await this.items()
    this.#show({})
  }

  /** Remembers an item, or that it was replaced. Answers whether that is on the disk. */
  async remember(item: RememberedItem): Promise<boolean> {
    await this.items()
    this.#presences.delete(nameOf(item))
    return this.#change([...this.#items.filter((each) => !isSame(each, item)), item])
  }

  /** The item is no longer in the keychain. */
  async forget(item: KeychainItem): Promise<void> {
    await this.items()
    if (this.#items.some((each) => isSame(each, item))) {
      await this.#change(this.#items.filter((each) => !isSame(each, item)))
    }
  }

  /** Copies the command with which the value of a saved key can be fetched on this system. */
  async copyCommand(item: KeychainItem): Promise<Result<null>> {
    const saved = await this.#savedKey(item)
    return saved ? this.#copyCommand(saved) : notInTheList
  }

  /** A key that was saved for good; nothing else can be asked for by name. */
  async #savedKey(item: KeychainItem): Promise<RememberedItem | null> {
    const items = await this.items()
    return items.find((each) => each.intentId === null && isSame(each, item)) ?? null
  }

  /** Asks for one item after the other whether it is still there; ends at the first thing that stands in the way. */
  async look(): Promise<Result<null>> {
    if (this.#asking) return err({ code: 'cancelled' })
    await this.open()
    return this.#ask('looking', async (signal) => {
      for (const item of [...this.topic.value.keys, ...this.topic.value.own]) {
        this.#setPresence(item, 'asking')
        const there = await this.#keychain.has(item, signal)
        this.#setPresence(item, there.ok ? (there.value ? 'there' : 'gone') : 'unknown')
        if (!there.ok) return there.error
      }
      return null
    })
  }

  /** Takes a saved key out of the keychain and off the list. The key itself stays active. */
  async remove(item: KeychainItem): Promise<Result<null>> {
    if (this.#asking) return err({ code: 'cancelled' })
    const saved = await this.#savedKey(item)
    if (!saved) return notInTheList
    return this.#ask('removing', async (signal) => {
      const removed = await this.#keychain.remove(item, signal)
      if (!removed.ok) return removed.error
      await this.forget(item)
      return null
    })
  }

  /** Gives up waiting for the keychain. */
  cancel(): void {
    this.#asking?.abort()
  }

  async #ask(
    busy: 'looking' | 'removing',
    ask: (signal: AbortSignal) => Promise<KeychainProblem | null>
  ): Promise<Result<null>> {
    const asking = new AbortController()
    this.#asking = asking
    this.#show({ busy, problem: null })
    const problem = await ask(asking.signal)
    this.#asking = null
    const isWorthSaying = problem !== null && problem !== 'cancelled' && busy === 'looking'
    this.#show({ busy: null, problem: isWorthSaying ? problem : null })
    if (problem === null) return done
    return err(problem === 'cancelled' ? { code: 'cancelled' } : { code: 'keychain_failed', problem })
  }

  #change(items: readonly RememberedItem[]): Promise<boolean> {
    this.#items = items
    this.#show({})
    // One after the other: the file has one writer at a time, and the last list wins.
    const writing = this.#writing.then(() => this.#store.write(this.#items))
    this.#writing = writing
    return writing
  }

  #setPresence(item: KeychainItem, presence: Presence): void {
    this.#presences.set(nameOf(item), presence)
    this.#show({})
  }

  #show(changes: Partial<Pick<KeychainList, 'busy' | 'problem'>>): void {
    const keys = this.#items
      .filter(({ intentId }) => intentId === null)
      .map(({ service, account, keyName, savedAt }): SavedKey => ({
        service,
        account,
        keyName,
        savedAt,
        presence: this.#presenceOf({ service, account })
      }))
      .sort((a, b) => b.savedAt.localeCompare(a.savedAt))
    this.topic.set({ ...this.topic.value, keys, own: this.#own(), ...changes })
  }

  #own(): readonly OwnItem[] {
    const ofProfiles = this.#profiles()
      .filter(({ kind, staysSignedIn }) => kind === 'local' || staysSignedIn)
      .map((profile): Omit<OwnItem, 'presence'> => {
        const { name: profileName, email } = profile
        return profile.kind === 'local'
          ? { ...itemOfLocalPassword(profile), purpose: { kind: 'local-password', profileName, email } }
          : { ...itemOfSession(profile), purpose: { kind: 'renewal-token', profileName, email } }
      })
    const waiting = this.#items
      .filter(({ intentId }) => intentId !== null)
      .map(({ service, account, keyName, savedAt }): Omit<OwnItem, 'presence'> => {
        const until = new Date(Date.parse(savedAt) + escrowMs).toISOString()
        return { service, account, purpose: { kind: 'escrow', keyName, until } }
      })
    const dataKey = { ...itemOfDataKey, purpose: { kind: 'data-key' } as const }
    return [dataKey, ...ofProfiles, ...waiting].map((item) => ({ ...item, presence: this.#presenceOf(item) }))
  }

  #presenceOf(item: KeychainItem): Presence {
    return this.#presences.get(nameOf(item)) ?? 'unknown'
  }
}

function isSame(a: KeychainItem, b: KeychainItem): boolean {
  return a.service === b.service && a.account === b.account
}

function nameOf({ service, account }: KeychainItem): string {
  return JSON.stringify([service, account])
}
