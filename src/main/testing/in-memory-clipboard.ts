import type { Clipboard } from '../ports.ts'
import type { SecretValue } from '../secret-value.ts'
import { Gate } from './gate.ts'

/** A clipboard that can be told how to misbehave. */
export class InMemoryClipboard implements Clipboard {
  text = ''
  /** What is marked with the mouse. */
  selection = ''
  /** `throws`: the system reports an error. `ignores`: it reports success and does nothing. */
  writing: 'works' | 'throws' | 'ignores' = 'works'
  reading: 'works' | 'throws' = 'works'
  clearing: 'works' | 'throws' | 'ignores' = 'works'
  /** Whether clipboard histories can be told to leave a secret alone. */
  hides = true
  /** As on Wayland while another window is in front: nothing can be seen, and what is read proves nothing. */
  isOutOfSight = false
  /** Every call waits in front of it. */
  readonly gate = new Gate()

  canConfirm(): boolean {
    return !this.isOutOfSight
  }

  async readText(): Promise<string> {
    await this.gate.passed()
    if (this.reading === 'throws') throw new Error('the clipboard cannot be read')
    return this.text
  }

  async readSelection(): Promise<string> {
    await this.gate.passed()
    if (this.reading === 'throws') throw new Error('the selection cannot be read')
    return this.selection
  }

  async writeSecret(secret: SecretValue): Promise<{ readonly isHidden: boolean }> {
    await this.#write(secret.reveal())
    return { isHidden: this.hides }
  }

  writeText(text: string): Promise<void> {
    return this.#write(text)
  }

  async clear(): Promise<void> {
    await this.#clear(() => (this.text = ''))
  }

  async clearSelection(): Promise<void> {
    await this.#clear(() => (this.selection = ''))
  }

  async #clear(clear: () => void): Promise<void> {
    await this.gate.passed()
    if (this.clearing === 'throws') throw new Error('the clipboard cannot be cleared')
    if (this.clearing === 'works') clear()
  }

  async #write(text: string): Promise<void> {
    await this.gate.passed()
    if (this.writing === 'throws') throw new Error('the clipboard cannot be written')
    if (this.writing === 'works') this.text = text
  }
}
