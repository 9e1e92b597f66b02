import type { Trace } from '@overlap/trace'
import type { Network, NetworkInput } from '../network/types.ts'
import type { Routable } from '../shop/router.ts'
import { shopRoutes } from '../shop/routes.ts'
import { adminRoutes } from './admin/admin-routes.ts'
import { isLoopbackAddress } from './admin/loopback.ts'
import type { PortEvent } from './events.ts'
import { createHttpServer, listen, originOf } from './http-server.ts'
import { portLimits, type PortLimits } from './limits.ts'
import { createPort, type PortCounters } from './port.ts'

/** Options of {@link serveMockApi}. */
export interface ServeOptions {
  /** The TCP port, 0 to 65535; 0 takes any free one. Default 4000. */
  readonly port?: number
  /**
   * The address to listen on. Default 127.0.0.1, which only programs on this machine can reach.
   * With another address, every machine in the network may be able to call the shop.
   */
  readonly host?: string
  /**
   * Clients that send it (`Authorization: Bearer <token>`) may use the admin routes, from anywhere.
   * Without a token, only programs on this machine may, but not web pages of other origins.
   */
  readonly token?: string
  /** How many calls the trace keeps; it forgets older ones. Default 1,000. */
  readonly traceLimit?: number
  /** Called with everything that happens, at once. It must not throw. */
  readonly onEvent?: (event: PortEvent) => void
}

/** A route of a port, for a list. */
export interface ServedRoute {
  /** The method. */
  readonly method: string
  /** The path: `/products/:id`. */
  readonly pattern: string
  /** What it returns or does, in one line. */
  readonly describe: string
}

/** The shop behind a simulated network, on a port. */
export interface ServedMockApi extends AsyncDisposable {
  /** `http://127.0.0.1:4000`. */
  readonly origin: string
  /** The absolute URL of a path: `url('/products/1')`. */
  url(path: string): string
  /** The TCP port that it listens on. */
  readonly port: number
  /** The routes of the shop. */
  readonly routes: readonly ServedRoute[]
  /** The routes for watching and changing it. */
  readonly adminRoutes: readonly ServedRoute[]
  /** Whether only programs on this machine can reach it. */
  readonly isLocal: boolean
  /** What happened on the wire up to now, as the server saw it: a copy, O(calls). */
  readonly trace: Trace
  /** The counts up to now: a copy. */
  readonly counters: PortCounters
  /**
   * The network, complete. Setting one (any `NetworkInput`) changes it for calls that arrive from
   * then on; an invalid one throws an `InvalidNetworkError` and changes nothing.
   */
  get network(): Network
  set network(input: NetworkInput)
  /** Resets the trace, the counters, the shop's orders, and the network's counts for each path. */
  reset(): void
  /**
   * Stops listening and breaks every connection, with the calls that are open on it. Resolves when
   * the port is free. Calling it again does nothing.
   */
  close(): Promise<void>
  /** The same as {@link ServedMockApi.close}. */
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Serves the shop behind a simulated network on a port: for curl, other languages, browsers, and
 * any other client of HTTP/1.1.
 *
 * Faults are real ones of a socket: `reset` is a TCP reset, `empty` a connection that is closed
 * without an answer, `truncated` a body that ends before its length. When a client disconnects, the
 * work on its call stops.
 *
 * A listening port already has a connection to its client, so it cannot simulate every fault. For
 * `refused` and `dns` it resets the connection when the request has arrived; for `connect-timeout`
 * it keeps silent for 10 s first. The trace says so. Of `connections`, only the common
 * `keepAliveMs` applies.
 *
 * Some clients, such as browsers and curl, silently repeat a call when a connection breaks that
 * they reuse. If the network may break a connection before the reply, every reply has
 * `connection: close`.
 *
 * Every origin may call it (CORS). Bodies are compressed for clients that take gzip, unless the
 * network paces or cuts them. Requests that are too large, too slow or no valid HTTP are refused.
 * The limits are 16 KiB of headers within 10 s, 1 MiB of body, and 30 s for the whole request. An
 * idle connection is kept for 5 s.
 *
 * Besides the shop it has admin routes, which no network affects: `GET` and `PUT /_network`,
 * `GET /_trace` (`.json`, `.har`, `.events`, `.svg`, `.txt`), `GET /_events`, `GET /_counters`,
 * `POST /_reset`. {@link ServeOptions.token} says who may use them.
 *
 * @example
 * ```ts
 * import { serveMockApi } from '@overlap/mock-server/serve'
 *
 * await using api = await serveMockApi(
 *   { failures: [{ kind: 'status', status: 503, first: 1 }] },
 *   { port: 0 },
 * )
 * const first = await fetch(api.url('/todos/1'))
 * const second = await fetch(api.url('/todos/1'))
 * console.log(first.status, second.status) // → 503 200
 * console.log(api.counters.attempts) // → 2
 * ```
 *
 * @throws {InvalidNetworkError} if the description of the network is wrong.
 * @throws {RangeError} if the port or `traceLimit` is out of range.
 * @throws {Error} if it cannot listen there; its `cause` has the system's `code`, such as `EADDRINUSE`.
 */
export function serveMockApi(
  network: NetworkInput = {},
  options: ServeOptions = {},
): Promise<ServedMockApi> {
  return serveWithLimits(network, options)
}

/** {@link serveMockApi} with other limits, for tests. */
export async function serveWithLimits(
  input: NetworkInput,
  options: ServeOptions,
  limits: Partial<PortLimits> = {},
): Promise<ServedMockApi> {
  const { host = '127.0.0.1', token, traceLimit = 1_000, onEvent } = options
  let origin = ''
  const port = createPort(input, traceLimit, {
    admin: { host, token },
    limits: { ...portLimits, ...limits },
    origin: () => origin,
  })
  if (onEvent !== undefined) port.events.listen(onEvent)
  const server = createHttpServer(port)
  const address = await listen(server, host, options.port ?? 4_000)
  origin = originOf(address)
  // If there are no file descriptors left to accept a connection, the process must not end.
  server.on('error', (error) => process.emitWarning(error))

  const close = async (): Promise<void> => {
    if (!server.listening) return
    const { promise, resolve } = Promise.withResolvers<void>()
    server.close(() => resolve())
    port.connections.closeAll('the port was closed')
    await promise
  }

  return {
    origin,
    url: (path) => new URL(path, origin).href,
    port: address.port,
    routes: shopRoutes.map(forList),
    adminRoutes: adminRoutes.filter(({ describe }) => describe !== undefined).map(forList),
    isLocal: isLoopbackAddress(address.address),
    get trace() {
      return port.recorder.trace()
    },
    get counters() {
      return port.counters()
    },
    get network() {
      return port.network.network
    },
    set network(network) {
      port.setNetwork(network)
    },
    reset: () => port.reset(),
    close,
    [Symbol.asyncDispose]: close,
  }
}

function forList({ method, pattern, describe = '' }: Partial<ServedRoute> & Routable): ServedRoute {
  return { method, pattern, describe }
}
