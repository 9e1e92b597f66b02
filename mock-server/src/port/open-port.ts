import type { NetworkInput } from '../network/types.ts'
import type { Routable } from '../shop/router.ts'
import { adminRoutes } from './admin/admin-routes.ts'
import { createPort } from './create-port.ts'
import { createPortServer } from './create-server.ts'
import { portLimits, type PortLimits } from './limits.ts'
import { listen, originOf } from './listen.ts'
import { isLoopbackAddress } from './loopback.ts'
import type { ServedMockApi, ServedRoute, ServeOptions } from './serve-mock-api.ts'

function forList({ method, pattern, describe = '' }: Partial<ServedRoute> & Routable): ServedRoute {
  return { method, pattern, describe }
}

/** {@link serveMockApi} with limits of one's own. */
export async function openPort(
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
  const server = createPortServer(port)
  const address = await listen(server, host, options.port ?? 4_000)
  origin = originOf(address)
  // A connection that could not be accepted, for want of file descriptors, must not end the process.
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
    routes: port.shop.routes.map(forList),
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
