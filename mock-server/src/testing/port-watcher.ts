import type { Call } from '@overlap/trace'
import type { PortEvent } from '../port/events.ts'

type CallEvent = Extract<PortEvent, { readonly call: Call }>

/** For tests: waits for what happens to the calls of a port. */
export class Watcher {
  readonly #seen: CallEvent[] = []
  readonly #waiting = new Set<() => void>()

  /** To be given to the port. */
  readonly onEvent = (event: PortEvent): void => {
    if (!('call' in event)) return
    this.#seen.push(event)
    for (const check of this.#waiting) check()
  }

  /** The calls of the events of this type, once there are `count`. */
  calls(type: CallEvent['type'], count = 1): Promise<readonly Call[]> {
    const { promise, resolve } = Promise.withResolvers<readonly Call[]>()
    const check = (): void => {
      const calls = this.#seen.filter((event) => event.type === type).map(({ call }) => call)
      if (calls.length < count) return
      this.#waiting.delete(check)
      resolve(calls)
    }
    this.#waiting.add(check)
    check()
    return promise
  }
}
