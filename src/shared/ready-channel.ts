/** Asked by the preload before any command: answered, with nothing, once main answers the others. */
export type ReadyChannel = 'app:whenReady'
