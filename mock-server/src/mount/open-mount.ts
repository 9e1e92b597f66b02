import { createRecorder } from '@overlap/trace'
import { createNetworkModel } from '../network/model.ts'
import type { NetworkInput } from '../network/types.ts'
import { createRouter } from '../shop/router.ts'
import { createShop } from '../shop/shop.ts'
import { override } from '../time/override.ts'
import { CallCounts, countersOf } from '../call/counters.ts'
import { createFetch } from './fetch.ts'
import type { MockApi, MockApiOptions } from './mock-api.ts'
import { Timers } from '../call/timers.ts'
import type { Wire } from './wire.ts'

const ORIGIN = 'http://shop.test'

/** A mount with what only its owner may touch. */
export interface Mount extends Disposable {
  readonly api: MockApi
  readonly wire: Wire
}

let isOpen = false

/** What the owner of a mount can listen to and decide. */
export type MountHooks = Partial<Pick<Wire, 'onProgress' | 'mayCall'>>

/** Opens the shop behind a network and puts it in place of `fetch`. */
export function openMount(
  input: NetworkInput,
  options: MockApiOptions = {},
  hooks: MountHooks = {},
): Mount {
  if (isOpen) {
    throw new Error(
      'Cannot start a simulated network: one is open already. Close that one first: ' +
        'declare it with `using`, and run one simulation at a time',
    )
  }
  const wire = createWire(input, options, hooks)
  const fetch = createFetch(wire, '')
  const restoreFetch = override(globalThis, 'fetch', fetch)
  isOpen = true
  const close = (): void => {
    if (wire.closed) return
    wire.closed = true
    isOpen = false
    restoreFetch()
    for (const call of wire.open) call.drop()
    wire.open.clear()
  }
  return {
    api: createApi(wire, fetch, close),
    wire,
    [Symbol.dispose]: close,
  }
}

/** The parts of a mount, connected. Nothing is replaced yet. */
export function createWire(
  input: NetworkInput,
  options: MockApiOptions,
  { onProgress = () => {}, mayCall = () => true }: MountHooks = {},
): Wire {
  const { traceLimit } = options
  const network = createNetworkModel(input, { nowMs: () => performance.now() })
  const shop = createShop(network.network.seed)
  return {
    origin: ORIGIN,
    network,
    shop,
    router: createRouter(shop.routes),
    recorder: createRecorder(traceLimit === undefined ? {} : { limit: traceLimit }),
    timers: new Timers(),
    open: new Set(),
    counts: new CallCounts(),
    closed: false,
    onProgress,
    mayCall,
  }
}

/** The public face of a mount. */
export function createApi(wire: Wire, fetch: typeof globalThis.fetch, close: () => void): MockApi {
  return {
    origin: ORIGIN,
    url: (path) => new URL(path, ORIGIN).href,
    fetch,
    client: (name) => createFetch(wire, name),
    get trace() {
      return wire.recorder.trace()
    },
    get counters() {
      return countersOf(wire.counts, wire.network, wire.shop)
    },
    get network() {
      return wire.network.network
    },
    set network(input) {
      wire.network.replace(input)
    },
    mark: (label) => wire.recorder.mark(label),
    reset() {
      wire.network.reset()
      wire.shop.reset()
      wire.recorder.clear()
      wire.counts = new CallCounts()
    },
    close,
    [Symbol.dispose]: close,
  }
}
