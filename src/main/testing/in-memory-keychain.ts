import type { KeychainProblem } from '../../shared/app-error.ts'
import { done, err, ok, type Result } from '../../shared/result.ts'
import type { Keychain, KeychainItem } from '../ports.ts'
import { SecretValue } from '../secret-value.ts'
import { Gate } from './gate.ts'

/** A keychain in a map. */
export class InMemoryKeychain implements Keychain {
  readonly items = new Map<string, string>()
  /** What every call fails with. */
  problem: KeychainProblem | null = null
  /** Whether it asks the person before it does anything; whoever is asked unlocks it. */
  isLocked = false
  /** The items it was asked about, in order. */
  readonly calls: string[] = []
  /** Every call but `ready` waits in front of it, as if the keychain had asked the person something. */
  readonly gate = new Gate()
  /** How many calls there were that can make a keychain ask the person something. */
  asked = 0
  #queue: Promise<unknown> = Promise.resolve()

  /** What a person would see in their keychain: `service/account` and the value. */
  get contents(): Record<string, string> {
    return Object.fromEntries(this.items)
  }

  ready(signal?: AbortSignal): Promise<Result<null, KeychainProblem>> {
    if (signal?.aborted) return Promise.resolve(err('cancelled'))
    if (this.problem !== null) return Promise.resolve(err(this.problem))
    return Promise.resolve(this.gate.isOpen && !this.isLocked ? done : err('locked'))
  }

  has(item: KeychainItem, signal?: AbortSignal): Promise<Result<boolean, KeychainProblem>> {
    return this.#inTurn([item], signal, () => this.items.has(nameOf(item)))
  }

  async read(
    item: KeychainItem,
    signal?: AbortSignal,
    isQuiet = false
  ): Promise<Result<SecretValue | null, KeychainProblem>> {
    const ready = isQuiet ? await this.ready(signal) : done
    if (!ready.ok) return ready
    return this.#inTurn([item], signal, () => {
      const value = this.items.get(nameOf(item))
      return value === undefined ? null : SecretValue.of(value)
    })
  }

  write(
    item: KeychainItem,
    secret: SecretValue,
    signal?: AbortSignal
  ): Promise<Result<null, KeychainProblem>> {
    const value = secret.reveal()
    if (value === '' || value.length > 1_280) return Promise.resolve(err('refused'))
    return this.#inTurn([item], signal, () => {
      this.items.set(nameOf(item), value)
      return null
    })
  }

  async remove(item: KeychainItem, signal?: AbortSignal): Promise<Result<null, KeychainProblem>> {
    const removed = await this.#inTurn([item], signal, () => this.items.delete(nameOf(item)))
    return removed.ok ? done : removed
  }

  #inTurn<Value>(
    items: readonly KeychainItem[],
    signal: AbortSignal | undefined,
    perform: () => Value
  ): Promise<Result<Value, KeychainProblem>> {
    const isNamed = (name: string) => name !== '' && name.length <= 400 && !/\p{Cc}/u.test(name)
    if (!items.every(({ service, account }) => isNamed(service) && isNamed(account))) {
      return Promise.resolve(err('refused'))
    }
    this.asked += 1
    const turn = this.#queue.then(async (): Promise<Result<Value, KeychainProblem>> => {
      this.calls.push(...items.map(nameOf))
      if (!(await this.gate.passed(signal))) return err('cancelled')
      if (this.problem === null) this.isLocked = false
      return this.problem === null ? ok(perform()) : err(this.problem)
    })
    this.#queue = turn
    return turn
  }
}

function nameOf({ service, account }: KeychainItem): string {
  return `${service}/${account}`
}
