import { setImmediate as pause } from 'node:timers/promises'
import type { ApiKey } from '../../shared/api-key.ts'
import { keysOf } from '../../shared/key-columns.ts'
import type { RowsAsText } from '../../shared/kept-rows.ts'

// So many ids are looked for in the text of a chunk; for more it is taken apart once.
const mostSearched = 20

/**
 * Kept rows as the text in which they were kept. Most of it only goes on to the screens, so a chunk is taken apart when
 * somebody asks for a key in it, and not remembered: as objects the rows take three times the memory.
 */
export class KeptKeys {
  readonly total: number
  readonly #chunks: readonly RowsAsText[]

  constructor(chunks: readonly RowsAsText[]) {
    this.#chunks = chunks
    this.total = chunks.reduce((sum, { rows }) => sum + rows, 0)
  }

  /** The texts of at most `rows` rows from `offset` on (of one chunk at least); `null` where none begins there. */
  textFrom(offset: number, rows: number): readonly string[] | null {
    const texts: string[] = []
    let at = 0
    let taken = 0
    for (const chunk of this.#chunks) {
      if (at >= offset && (taken === 0 || taken + chunk.rows <= rows)) {
        if (taken === 0 && at !== offset) return null
        texts.push(chunk.columns)
        taken += chunk.rows
      } else if (taken > 0) break
      at += chunk.rows
    }
    return offset >= this.total ? [] : texts
  }

  /** The keys with these ids, in order. */
  withIds(ids: ReadonlySet<string>): ApiKey[] {
    return this.#matching([...ids], ({ id }) => ids.has(id))
  }

  /** The keys of a name, in order. */
  named(name: string): ApiKey[] {
    return this.#matching([name], (key) => key.name === name)
  }

  all(): ApiKey[] {
    return this.#matching([], () => true)
  }

  /** All of them, chunk by chunk, with a turn for others in between. */
  async allInTurns(): Promise<ApiKey[]> {
    const found: ApiKey[] = []
    for (const { columns } of this.#chunks) {
      if (found.length > 0) await pause()
      for (const key of keysOf(columns)) found.push(key)
    }
    return found
  }

  /** Of the chunks in which one of the texts occurs, the keys that fit; of all chunks where there is nothing to look for. */
  #matching(texts: readonly string[], fits: (key: ApiKey) => boolean): ApiKey[] {
    const written = texts.length <= mostSearched ? texts.map((text) => JSON.stringify(text)) : []
    const found: ApiKey[] = []
    for (const { columns } of this.#chunks) {
      if (written.length > 0 && !written.some((text) => columns.includes(text))) continue
      for (const key of keysOf(columns)) if (fits(key)) found.push(key)
    }
    return found
  }
}
