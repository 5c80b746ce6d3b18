import type { Result } from '../../shared/result.ts'
import type { ClipboardSeconds, Settings, Theme } from '../../shared/settings.ts'
import type { Appearance, KeptDataStore, Publish } from '../ports.ts'
import { SnapshotTopic } from '../snapshot-topic.ts'

/** What a person chose for this computer. A choice takes effect at once, even where it cannot be saved. */
export class SettingsService {
  readonly topic: SnapshotTopic<Settings>
  readonly #store: KeptDataStore
  readonly #appearance: Appearance

  constructor(store: KeptDataStore, appearance: Appearance, publish: Publish) {
    this.#store = store
    this.#appearance = appearance
    this.topic = new SnapshotTopic(store.read().settings, (snapshot) => publish('settings:changed', snapshot))
    appearance.setTheme(this.topic.value.theme)
  }

  setTheme(theme: Theme): Result<null> {
    this.#appearance.setTheme(theme)
    return this.#change({ theme })
  }

  /** Counts from the next copy on. */
  setClipboardSeconds(seconds: ClipboardSeconds): Result<null> {
    return this.#change({ clipboardSeconds: seconds })
  }

  /** Counts from the next create on. */
  setEscrow(escrowsNewKeys: boolean): Result<null> {
    return this.#change({ escrowsNewKeys })
  }

  setSingleKeys(hasSingleKeys: boolean): Result<null> {
    return this.#change({ hasSingleKeys })
  }

  #change(changes: Partial<Settings>): Result<null> {
    const settings = { ...this.topic.value, ...changes }
    this.topic.set(settings)
    return this.#store.write({ ...this.#store.read(), settings })
  }
}
