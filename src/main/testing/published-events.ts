import type { EventChannel, PayloadOf } from '../../shared/ipc-contract.ts'
import type { Publish } from '../ports.ts'

/** Keeps what the core told the screens, in order. */
export class PublishedEvents {
  readonly all: { readonly channel: EventChannel; readonly payload: unknown }[] = []

  readonly publish: Publish = (channel, payload) => {
    this.all.push({ channel, payload })
  }

  of<Channel extends EventChannel>(channel: Channel): PayloadOf<Channel>[] {
    return this.all
      .filter((event) => event.channel === channel)
      .map((event) => event.payload as PayloadOf<Channel>)
  }
}
