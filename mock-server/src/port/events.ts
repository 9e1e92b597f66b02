import type { Call } from '@overlap/trace'
import type { Network } from '../network/types.ts'

/** Something that happened on a port. Calls and networks in it are copies. */
export type PortEvent =
  /** A call arrived, its headers were sent, or it is over. */
  | { readonly type: 'sent' | 'answered' | 'ended'; readonly call: Call }
  /** The network was replaced. */
  | { readonly type: 'network'; readonly network: Network }
  /** Trace, counters and orders were reset. */
  | { readonly type: 'reset' }

type Listener = (event: PortEvent) => void

/** The events of one port. */
export class PortEvents {
  readonly #listeners = new Set<Listener>()

  /** Whether there are listeners. If not, no event needs to be made. */
  get hasListeners(): boolean {
    return this.#listeners.size > 0
  }

  /** @returns A function that stops listening. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  emit(event: PortEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}
