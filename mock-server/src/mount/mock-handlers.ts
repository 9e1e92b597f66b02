import type { Trace } from '@overlap/trace'
import { http, HttpResponse, type HttpHandler } from 'msw/http'
import type { Network, NetworkInput } from '../network/types.ts'
import type { Router } from '../shop/router.ts'
import type { Counters } from '../call/counters.ts'
import { createFetch } from './fetch.ts'
import type { MockApiOptions } from './mock-api.ts'
import { createMountState, ORIGIN } from './mount-state.ts'
import { createApi } from './start-mock-api.ts'

/** The shop behind a simulated network, as msw handlers. */
export interface MockHandlers {
  /** What happened on the wire up to now: a copy, O(calls). */
  readonly trace: Trace
  /** What was counted up to now: a copy. */
  readonly counters: Counters
  /** See `MockApi.network`. */
  get network(): Network
  set network(input: NetworkInput)
  /** Notes a moment in the trace. */
  mark(label: string): void
  /** See `MockApi.reset`. */
  reset(): void
  /**
   * `setupServer(...handlers)`, `setupWorker(...handlers)`: the shop's routes, on any origin. Other
   * requests go on to the handlers that come after.
   */
  readonly handlers: readonly HttpHandler[]
}

/**
 * Makes plain msw handlers of the shop and the network in front of it, for those who have msw set up
 * already. Nothing is replaced: it is your `setupServer` or `setupWorker` that intercepts.
 *
 * What msw cannot tell apart looks alike: a connection that is refused, reset or closed without an
 * answer is its network error. `setupWorker` does not tell a handler that its client has gone, so
 * there nothing is counted as wasted. Where you can choose, `startMockApi` is more exact and
 * costs a tenth.
 *
 * @throws {InvalidNetworkError} if the description of the network is wrong.
 */
export function mockHandlers(
  network: NetworkInput = {},
  options: MockApiOptions = {},
): MockHandlers {
  const state = createMountState(network, options)
  const send = createFetch(state, '')
  const api = createApi(state, send, () => {})
  const handler = http.all('*', async ({ request }) => {
    const url = new URL(request.url)
    const path = shopPath(state.router, request.method, url.pathname)
    // No answer: the request goes on to the handlers behind this one.
    if (path === undefined) return undefined
    try {
      return await send(new Request(new URL(path + url.search, ORIGIN), request))
    } catch {
      // msw makes of it the error that its interceptor gives for a broken connection.
      return HttpResponse.error()
    }
  })
  return {
    handlers: [handler],
    get trace() {
      return api.trace
    },
    get counters() {
      return api.counters
    },
    get network() {
      return api.network
    },
    set network(input) {
      api.network = input
    },
    mark: (label) => api.mark(label),
    reset: () => api.reset(),
  }
}

/** The part of a path that the shop has a route for: the shop may be anywhere below an origin. */
function shopPath(router: Router, method: string, path: string): string | undefined {
  for (let from = 0; from !== -1; from = path.indexOf('/', from + 1)) {
    if (router.match(method, path.slice(from)) !== undefined) return path.slice(from)
  }
  return undefined
}
