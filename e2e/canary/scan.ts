import { countNeedles, needlesFor } from './needles.ts'
import type { Place } from './places.ts'

/** A secret that must not be found. */
export interface Canary {
  readonly name: string
  readonly value: string
  /** How many characters at its beginning anybody may know. */
  readonly publicLength: number
}

/** One find: what, in which form, where, how often. Never the value itself: this ends up in reports. */
export interface Find {
  readonly canary: string
  readonly form: string
  readonly kind: Place['kind']
  readonly place: string
  readonly count: number
}

/** Every find of every canary in these places. */
export function scan(places: readonly Place[], canaries: readonly Canary[]): Find[] {
  return canaries.flatMap(({ name, value, publicLength }) => {
    const needles = needlesFor(value, publicLength)
    return places.flatMap((place) =>
      Object.entries(countNeedles(place.content, needles)).map(([form, count]) => ({
        canary: name,
        form,
        kind: place.kind,
        place: place.name,
        count
      }))
    )
  })
}
