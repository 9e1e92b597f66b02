import type { Trace } from '@overlap/trace'
import { http, HttpResponse, type HttpHandler } from 'msw/http'
import type { Network, NetworkInput } from '../network/types.ts'
import { shopRouter } from '../shop/routes.ts'
import { afterRealTurn } from '../time/real-turn.ts'
import type { Counters } from '../call/counters.ts'
import { createFetch } from './fetch.ts'
import { readArguments } from './request.ts'
import { sendCall } from './send-call.ts'
import type { MockApiOptions } from './mock-api.ts'
import { createMountState, ORIGIN } from './mount-state.ts'
import { createApi } from './start-mock-api.ts'

/** The shop behind a simulated network, as msw handlers. */
export interface MockHandlers {
  /** What happened on the wire up to now: a copy, O(calls). */
  readonly trace: Trace
  /** The counts up to now: a copy. */
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
   * requests go to the handlers after them.
   */
  readonly handlers: readonly HttpHandler[]
}

/**
 * Makes msw handlers of the shop and the network in front of it, for programs that already use msw.
 * They replace nothing: your `setupServer` or `setupWorker` intercepts the requests.
 *
 * Limitations of msw, compared with `startMockApi`:
 *
 * - Its only network error has no code, and its cause is a `Response`. So a connection that is refused,
 *   reset, timed out or closed without an answer, and a name that is not found, all look alike.
 * - Every body that breaks off ends with `terminated` and the code `UND_ERR_SOCKET`.
 * - `setupWorker` does not report a client's abort to the handler, so no abort is counted there.
 *
 * @throws {InvalidNetworkError} if the description of the network is wrong.
 *
 * @example
 * ```ts
 * import { mockHandlers } from '@overlap/mock-server/msw'
 * import { setupServer } from 'msw/node'
 *
 * const shop = mockHandlers({ failures: [{ kind: 'status', status: 503, first: 1 }] })
 * const server = setupServer(...shop.handlers)
 * server.listen()
 * const first = await fetch('https://api.example.com/products/7')
 * const second = await fetch('https://api.example.com/products/7')
 * server.close()
 * console.log(first.status, second.status) // → 503 200
 * console.log(shop.trace.calls.length) // → 2
 * ```
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
    const path = shopPath(request.method, url.pathname)
    // Without a reply, the request goes to the handlers after this one.
    if (path === undefined) return undefined
    try {
      const own = new Request(new URL(path + url.search, ORIGIN), request)
      // The client behind msw handles special statuses itself, as `fetch` does.
      return headersFirst(await sendCall(state, readArguments(own), ''))
    } catch {
      // msw turns this into its interceptor's error for a broken connection.
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

/** The part of a path for which the shop has a route. The shop may be anywhere below an origin. */
function shopPath(method: string, path: string): string | undefined {
  for (let from = 0; from !== -1; from = path.indexOf('/', from + 1)) {
    if (shopRouter.match(method, path.slice(from)) !== undefined) return path.slice(from)
  }
  return undefined
}

/**
 * msw sends the headers together with the first piece of a body, and loses them if the body breaks
 * off in the same turn. So the first piece is empty, and a failure waits for one turn of the event
 * loop.
 */
function headersFirst(response: Response): Response {
  const reader = response.body?.getReader()
  if (reader === undefined) return response
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new Uint8Array()),
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (done) controller.close()
        else controller.enqueue(value)
      } catch (error) {
        afterRealTurn(() => controller.error(error))
      }
    },
    cancel: (reason) => reader.cancel(reason),
  })
  return new Response(body, response)
}
