/** `limit`: nothing this app can do about it; the table says it as it is. */
export type Verdict = 'holds' | 'fails' | 'limit'

/** What another program saw, and what that means. */
export interface Finding {
  readonly found: string
  readonly verdict: Verdict
}

interface Row extends Finding {
  readonly desktop: string
  readonly what: string
}

/** Whether something is as it has to be, with what was found. */
export function holdsIf(isRight: boolean, found: string): Finding {
  return { found, verdict: isRight ? 'holds' : 'fails' }
}

/** What was tried on which desktop, and what came of it. */
export class Matrix {
  readonly #rows: Row[] = []
  #desktop = ''

  /** What follows is about this desktop. */
  begin(desktop: string): void {
    this.#desktop = desktop
  }

  /** Tries one thing. One that breaks off is a row that fails, not the end of the matrix. */
  async check(what: string, tries: () => Promise<Finding>): Promise<void> {
    const finding = await findingOf(tries)
    this.#rows.push({ desktop: this.#desktop, what, ...finding })
    process.stdout.write(`${finding.verdict.padEnd(6)} ${this.#desktop}: ${what}: ${finding.found}\n`)
  }

  get hasFailed(): boolean {
    return this.#rows.length === 0 || this.#rows.some(({ verdict }) => verdict === 'fails')
  }

  /** The table, in Markdown. */
  toString(): string {
    const lines = this.#rows.map(({ desktop, what, found, verdict }) => [desktop, what, found, verdict])
    const all = [
      ['Desktop', 'What', 'What another program found', ''],
      ['---', '---', '---', '---'],
      ...lines
    ]
    return all
      .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`)
      .join('')
  }
}

async function findingOf(tries: () => Promise<Finding>): Promise<Finding> {
  try {
    return await tries()
  } catch (cause) {
    const [first = ''] = (cause instanceof Error ? cause.message : String(cause)).split('\n')
    return { found: first, verdict: 'fails' }
  }
}
