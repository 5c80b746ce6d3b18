import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { ChildOrder, ChildReport } from './create-kill-points.ts'

// On a machine that does something else, too.
const longestLifeMs = 120_000
const lookEveryMs = 2

/** What a life of the app has shown. */
export interface Life {
  readonly isDelivered: boolean
  /** Ids of the keys that cards name. */
  readonly flagged: readonly string[]
  /** Whether it ended where it was to end, and not later by itself. */
  readonly isKilledInPlace: boolean
  readonly failure: string | null
}

/** Lives of the app, each a process of its own. The next ones are started ahead: loading the app takes longest. */
export class AppLives {
  readonly #waiting: ChildProcess[] = []
  readonly #program: string

  /** @param ahead how many wait at any time */
  constructor(program: string, ahead: number) {
    this.#program = program
    for (let each = 0; each < ahead; each += 1) this.#startAhead()
  }

  /**
   * One life: until it is done, or until it is killed where it stopped.
   *
   * @param isTimeToDie for the points that only somebody outside can recognise
   */
  async live(order: ChildOrder, isTimeToDie: () => boolean = () => false): Promise<Life> {
    this.#startAhead()
    const child = this.#waiting.shift() ?? this.#start()
    const life = { isDelivered: false, flagged: [] as readonly string[], isKilledInPlace: false }
    let failure: string | null = null
    const ended = once(child, 'exit')
    const late = setTimeout(() => {
      failure = 'took too long'
      child.kill('SIGKILL')
    }, longestLifeMs)
    const watch = setInterval(() => {
      if (!isTimeToDie()) return
      life.isKilledInPlace = true
      child.kill('SIGKILL')
    }, lookEveryMs)
    child.on('message', (report: ChildReport) => {
      if (report.kind === 'delivered') life.isDelivered = true
      if (report.kind === 'at') life.isKilledInPlace = true
      if (report.kind === 'failed') failure = report.message
      if (report.kind === 'done') life.flagged = report.flagged
      if (report.kind !== 'delivered') child.kill('SIGKILL')
    })
    child.send(order)
    await ended
    clearTimeout(late)
    clearInterval(watch)
    return { ...life, failure }
  }

  stop(): void {
    for (const child of this.#waiting.splice(0)) child.kill('SIGKILL')
  }

  #startAhead(): void {
    this.#waiting.push(this.#start())
  }

  #start(): ChildProcess {
    return fork(this.#program, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  }
}
