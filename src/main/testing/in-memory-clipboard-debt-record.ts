import type { ClipboardDebt, ClipboardDebtRecord } from '../ports.ts'

/** A record in memory; outlives the app when it is handed to the next one. */
export class InMemoryClipboardDebtRecord implements ClipboardDebtRecord {
  debts: readonly ClipboardDebt[] = []
  isFull = false

  read(): Promise<readonly ClipboardDebt[]> {
    return Promise.resolve(this.debts)
  }

  write(debts: readonly ClipboardDebt[]): Promise<boolean> {
    if (this.isFull && debts.length > 0) return Promise.resolve(false)
    this.debts = structuredClone(debts)
    return Promise.resolve(true)
  }
}
