import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'

interface Step {
  readonly name: string
  readonly ok: boolean
  readonly milliseconds: number
  /** File name of the picture; `null` when the step failed before there was something to see. */
  readonly picture: string | null
}

/** Takes the pictures of a tour and writes down how each step went. */
export class Recorder {
  readonly #folder: string
  readonly #steps: Step[] = []

  private constructor(folder: string) {
    this.#folder = folder
  }

  /** Empties `folder`: pictures of an earlier tour would be taken for those of this one. */
  static async into(folder: string): Promise<Recorder> {
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true })
    return new Recorder(folder)
  }

  get hasFailed(): boolean {
    return this.#steps.some(({ ok }) => !ok)
  }

  /**
   * Does a step, takes a picture of `page` (or with `take`, of what is no page), and prints a line.
   *
   * @throws what the step throws, after writing it down: the steps behind it stand on this one
   */
  async step(
    name: string,
    page: () => Page,
    action: () => Promise<void>,
    take?: () => Promise<Buffer>
  ): Promise<void> {
    const started = performance.now()
    try {
      await action()
      const picture = take ? await this.#keep(name, await take()) : await this.#takePicture(name, page())
      this.#note(name, true, started, picture)
    } catch (cause) {
      // A last look at what was there instead; where there is no window there is no picture either.
      this.#note(name, false, started, await this.#takePicture(name, page()).catch(() => null))
      throw cause
    }
  }

  /** Writes `report.json`. */
  async finish(): Promise<void> {
    await writeFile(join(this.#folder, 'report.json'), `${JSON.stringify({ steps: this.#steps }, null, 2)}\n`)
  }

  #note(name: string, ok: boolean, started: number, picture: string | null): void {
    const milliseconds = Math.round(performance.now() - started)
    this.#steps.push({ name, ok, milliseconds, picture })
    process.stdout.write(`${ok ? 'ok    ' : 'FAILED'} ${String(milliseconds).padStart(6)} ms  ${name}\n`)
  }

  async #takePicture(name: string, page: Page): Promise<string> {
    await page.evaluate(() => document.fonts.ready.then(() => undefined))
    // Finished, not frozen: nothing is caught half-way.
    return this.#keep(name, await page.screenshot({ animations: 'disabled' }))
  }

  async #keep(name: string, png: Buffer): Promise<string> {
    const number = String(this.#steps.length + 1).padStart(2, '0')
    const picture = `${number}-${name.toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-')}.png`
    await writeFile(join(this.#folder, picture), png)
    return picture
  }
}
