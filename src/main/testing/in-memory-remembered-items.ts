import type { RememberedItem, RememberedItems } from '../ports.ts'

/** What is remembered of the keychain, in memory; outlives the app when it is handed to the next one. */
export class InMemoryRememberedItems implements RememberedItems {
  isFull = false
  items: readonly RememberedItem[] = []

  read(): Promise<readonly RememberedItem[]> {
    return Promise.resolve(this.items)
  }

  write(items: readonly RememberedItem[]): Promise<boolean> {
    if (!this.isFull) this.items = structuredClone(items)
    return Promise.resolve(!this.isFull)
  }
}
