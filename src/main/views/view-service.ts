import { randomUUID } from 'node:crypto'
import {
  builtInViews,
  noViews,
  viewProblemOf,
  type BuiltInView,
  type InventoryViews,
  type SavedView,
  type Sort,
  type ViewsByProfile
} from '../../shared/inventory-view.ts'
import { err, ok, type Result } from '../../shared/result.ts'
import type { KeptDataStore, Publish } from '../ports.ts'
import { SnapshotTopic } from '../snapshot-topic.ts'

/** The ways to look at the inventory that people have named, each for its profile. Counts at once, kept or not. */
export class ViewService {
  readonly topic: SnapshotTopic<ViewsByProfile>
  readonly #store: KeptDataStore
  readonly #profileId: () => string | null

  /** @param profileId the profile that is signed in */
  constructor(store: KeptDataStore, profileId: () => string | null, publish: Publish) {
    this.#store = store
    this.#profileId = profileId
    this.topic = new SnapshotTopic(store.read().views, (snapshot) => publish('views:changed', snapshot))
  }

  /** Keeps a view under its name, in the place of the one with its id. Answers the id. */
  save(view: Omit<SavedView, 'id'> & { readonly id: string | null }): Result<{ readonly id: string }> {
    const id = view.id ?? randomUUID()
    const changed = this.#change(({ saved, sorts }) => {
      const others = saved.filter((other) => other.id !== id)
      const problem = viewProblemOf(view, others)
      if (problem !== null) return err({ code: 'view_refused', problem })
      const kept = { ...view, id, name: view.name.trim() }
      const isNew = others.length === saved.length
      return ok({
        saved: isNew ? [...saved, kept] : saved.map((other) => (other.id === id ? kept : other)),
        sorts
      })
    })
    return changed.ok ? ok({ id }) : changed
  }

  remove(id: string): Result<null> {
    return this.#change(({ saved, sorts }) => ok({ saved: saved.filter((view) => view.id !== id), sorts }))
  }

  /** Remembers how a view was sorted. A view that is not there (any more) is nothing to remember. */
  setSort(view: string, sort: Sort | null): Result<null> {
    return this.#change(({ saved, sorts }) =>
      ok(
        isBuiltIn(view)
          ? { saved, sorts: { ...sorts, [view]: sort } }
          : { saved: saved.map((each) => (each.id === view ? { ...each, sort } : each)), sorts }
      )
    )
  }

  #change(change: (views: InventoryViews) => Result<InventoryViews>): Result<null> {
    const profileId = this.#profileId()
    if (profileId === null) return err({ code: 'not_signed_in' })
    const changed = change(this.topic.value[profileId] ?? noViews)
    if (!changed.ok) return changed
    const views = { ...this.topic.value, [profileId]: changed.value }
    this.topic.set(views)
    return this.#store.write({ ...this.#store.read(), views })
  }
}

function isBuiltIn(view: string): view is BuiltInView {
  return (builtInViews as readonly string[]).includes(view)
}
