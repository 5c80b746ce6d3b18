interface Slot {
  readonly id: string
  readonly slot: number
}

/**
 * Gives the elements of rows that have gone to rows that have come: to change the words of an element costs a small
 * part of what a new one costs. A row keeps its element as long as it is there, and no element ever changes its place
 * among the others, which would cost as much as a new one.
 */
export class RowSlots {
  #slots: readonly Slot[] = []
  #next = 0
  #ownId: string | null = null

  /**
   * The slots of rows, in the order of `ids`; each id at most once. The same ids again get the same slots.
   * @param ownId the row that may have the focus: its element ends with it, or the focus would be in another row
   */
  assign(ids: readonly string[], ownId: string | null): readonly number[] {
    const before = new Map(this.#slots.map(({ id }, place) => [id, place]))
    const staying = new Set(ids)
    let place = 0
    const slots = ids.map((id): Slot => {
      const known = before.get(id)
      const own = known === undefined ? undefined : this.#slots[known]
      if (known !== undefined && own) {
        place = Math.max(place, known + 1)
        return own
      }
      for (let free = this.#slots[place]; free && !staying.has(free.id); free = this.#slots[place]) {
        place += 1
        if (free.id !== this.#ownId) return { id, slot: free.slot }
      }
      this.#next += 1
      return { id, slot: this.#next }
    })
    this.#slots = slots
    this.#ownId = ownId
    return slots.map(({ slot }) => slot)
  }
}
