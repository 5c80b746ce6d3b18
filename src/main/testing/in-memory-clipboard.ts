import type { Clipboard } from '../ports.ts'
import type { SecretValue } from '../secret-value.ts'
import { Gate } from './gate.ts'

/** A clipboard that can be told how to misbehave. */
export class InMemoryClipboard implements Clipboard {
  text = ''
  /** `throws`: the system reports an error. `ignores`: it reports success and does nothing. */
  writing: 'works' | 'throws' | 'ignores' = 'works'
  reading: 'works' | 'throws' = 'works'
  clearing: 'works' | 'throws' | 'ignores' = 'works'
  /** Every call waits in front of it. */
  readonly gate = new Gate()

  async readText(): Promise<string> {
    await this.gate.passed()
    if (this.reading === 'throws') throw new Error('the clipboard cannot be read')
    return this.text
  }

  writeSecret(secret: SecretValue): Promise<void> {
    return this.#write(secret.reveal())
  }

  writeText(text: string): Promise<void> {
    return this.#write(text)
  }

  async clear(): Promise<void> {
    await this.gate.passed()
    if (this.clearing === 'throws') throw new Error('the clipboard cannot be cleared')
    if (this.clearing === 'works') this.text = ''
  }

  async #write(text: string): Promise<void> {
    await this.gate.passed()
    if (this.writing === 'throws') throw new Error('the clipboard cannot be written')
    if (this.writing === 'works') this.text = text
  }
}
