import type { AnswerOf, CommandChannel, EventChannel, PayloadOf, RequestOf } from './ipc-contract.ts'

/** Ends a subscription. Harmless when called twice. */
export type Unsubscribe = () => void

type CommandFunctions = {
  readonly [Channel in CommandChannel]: undefined extends RequestOf<Channel>
    ? () => Promise<AnswerOf<Channel>>
    : (request: RequestOf<Channel>) => Promise<AnswerOf<Channel>>
}

type EventFunctions = {
  readonly [Channel in EventChannel]: (listener: (payload: PayloadOf<Channel>) => void) => Unsubscribe
}

/** What the preload exposes as `window.hygiara`: one function for each row of the contract, and nothing else. */
export type Bridge = CommandFunctions & EventFunctions
