import type { Bridge } from '../../shared/bridge.ts'

declare global {
  interface Window {
    /** Put there by the preload before any script of the page runs. */
    readonly hygiara: Bridge
  }
}

/** The way to main: one function for each row of the contract. The only place that knows where the preload left it. */
export const bridge: Bridge = window.hygiara
