/** The parts of the window that F6 goes through, in their order: whatever carries `data-zone` and can be reached. */
const zoneSelector = '[data-zone]'
const tabbable =
  ':is(button, input, textarea, select, a[href], [tabindex]):not([tabindex="-1"], [disabled], [aria-hidden=true])'

/** Where the focus was in each zone, so that one comes back to where one was. */
const lastPlaces = new WeakMap<Element, HTMLElement>()

/** Moves the focus to the next zone (1) or the one before (-1), round and round. */
export function moveToZone(step: 1 | -1): void {
  const zones = [...document.querySelectorAll<HTMLElement>(zoneSelector)].filter(isReachable)
  const here = document.activeElement
  const at = zones.findIndex((zone) => zone.contains(here))
  const current = zones[at]
  if (current && here instanceof HTMLElement) lastPlaces.set(current, here)
  // From nowhere, forward begins with the first and back with the last.
  const from = at === -1 && step === -1 ? zones.length : at
  for (let tried = 1; tried <= zones.length; tried++) {
    const zone = zones.at((from + step * tried + zones.length) % zones.length)
    const place = zone && placeIn(zone)
    if (place) {
      place.focus()
      return
    }
  }
}

function placeIn(zone: HTMLElement): HTMLElement | null {
  const last = lastPlaces.get(zone)
  if (last?.isConnected === true && zone.contains(last) && isReachable(last)) return last
  return zone.querySelector<HTMLElement>('[data-zone-start]') ?? zone.querySelector<HTMLElement>(tabbable)
}

function isReachable(element: HTMLElement): boolean {
  return element.offsetParent !== null && element.closest('[inert]') === null
}
