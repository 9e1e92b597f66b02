import type { Call } from '@overlap/trace'
import type { Network } from '../network/types.ts'

/** Something that happened on a port. Calls and networks in it are copies. */
export type PortEvent =
  /** A call arrived, its headers were sent, or it is over. */
  | { readonly type: 'sent' | 'answered' | 'ended'; readonly call: Call }
  /** The network was replaced. */
  | { readonly type: 'network'; readonly network: Network }
  /** Everything began anew. */
  | { readonly type: 'reset' }

type Listener = (event: PortEvent) => void

/** Tells whoever listens what happens. */
export class EventHub {
  readonly #listeners = new Set<Listener>()

  /** Whether somebody listens: an event that nobody hears need not be made. */
  get isHeard(): boolean {
    return this.#listeners.size > 0
  }

  /** @returns What ends it. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  tell(event: PortEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}
