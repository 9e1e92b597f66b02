import { CallCounts, countersOf } from '../call/counters.ts'
import type { NetworkInput } from '../network/types.ts'
import { override } from '../time/override.ts'
import { createFetch } from './fetch.ts'
import type { MockApi, MockApiOptions } from './mock-api.ts'
import { createMountState, ORIGIN, type MountHooks, type MountState } from './mount-state.ts'

/**
 * Replaces the global `fetch` by one that reaches a simulated shop over a simulated network, until
 * it is closed: `using api = startMockApi({ latency: 100 })`.
 *
 * It behaves like Node's own `fetch`: aborts, redirects, bodies that stream and break off,
 * `TypeError: fetch failed` with its cause. It opens no socket, waits only with `setTimeout` (so it
 * works in virtual time), and sets no timer if nothing takes time.
 *
 * A call to a path or host that does not exist rejects with an {@link UnknownRouteError}. Under a
 * rate limit by key, the header `x-api-key` selects the allowance that a call uses.
 *
 * @throws {InvalidNetworkError} if the description of the network is wrong.
 * @throws {Error} if another one is open.
 *
 * @example
 * ```ts
 * import { startMockApi } from '@overlap/mock-server'
 *
 * using api = startMockApi({ failures: [{ kind: 'status', status: 503, first: 1 }] })
 * const first = await fetch(api.url('/products/7'))
 * const second = await fetch(api.url('/products/7'))
 * console.log(first.status, second.status) // → 503 200
 * console.log(api.counters.attempts) // → 2
 * ```
 */
export function startMockApi(network: NetworkInput = {}, options: MockApiOptions = {}): MockApi {
  return openMount(network, options).api
}

/** A mount, with the parts that only its owner may use. */
export interface Mount extends Disposable {
  readonly api: MockApi
  readonly state: MountState
}

let isOpen = false

/** Like {@link startMockApi}, but with hooks and the mount's internals. */
export function openMount(
  input: NetworkInput,
  options: MockApiOptions = {},
  hooks?: MountHooks,
): Mount {
  if (isOpen) {
    throw new Error(
      'Cannot start a simulated network: one is open already. Close that one first: ' +
        'declare it with `using`, and run one simulation at a time',
    )
  }
  const state = createMountState(input, options, hooks)
  const fetch = createFetch(state, '')
  const restoreFetch = override(globalThis, 'fetch', fetch)
  isOpen = true
  const close = (): void => {
    if (state.closed) return
    state.closed = true
    isOpen = false
    restoreFetch()
    for (const call of state.open) call.drop()
    state.open.clear()
  }
  return { api: createApi(state, fetch, close), state, [Symbol.dispose]: close }
}

/** The public API of a mount. */
export function createApi(
  state: MountState,
  fetch: typeof globalThis.fetch,
  close: () => void,
): MockApi {
  return {
    origin: ORIGIN,
    url: (path) => new URL(path, ORIGIN).href,
    fetch,
    client: (name) => createFetch(state, name),
    get trace() {
      return state.recorder.trace()
    },
    get counters() {
      return countersOf(state.counts, state.network, state.shop)
    },
    get network() {
      return state.network.network
    },
    set network(input) {
      state.network.replace(input)
    },
    mark: (label) => state.recorder.mark(label),
    reset() {
      state.network.reset()
      state.shop.reset()
      state.recorder.clear()
      state.counts = new CallCounts()
    },
    close,
    [Symbol.dispose]: close,
  }
}
