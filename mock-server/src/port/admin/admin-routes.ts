import { InvalidNetworkError } from '../../network/invalid-network-error.ts'
import type { NetworkInput } from '../../network/types.ts'
import type { ShopReply } from '../../shop/reply.ts'
import { createRouter, type Router } from '../../shop/router.ts'
import type { HttpExchange } from '../http-exchange.ts'
import type { Port } from '../port.ts'
import { bodyTooLarge } from '../refusals.ts'
import { readBody } from '../request.ts'
import { jsonReply } from '../../shop/reply.ts'
import { sendEvents } from './send-events.ts'
import { traceReply, traceSuffixes } from './trace-reply.ts'

/** A route for watching or changing a port. */
export interface AdminRoute {
  readonly method: string
  readonly pattern: string
  /** What it does, in one line. Without it, lists leave out the route. */
  readonly describe?: string
  /** The reply, or `undefined` if the route writes to the response itself. */
  readonly reply: (
    port: Port,
    exchange: HttpExchange,
  ) => ShopReply | undefined | Promise<ShopReply | undefined>
}

/** The admin routes. */
export const adminRoutes: readonly AdminRoute[] = [
  {
    method: 'GET',
    pattern: '/_network',
    describe: 'The network as it is now',
    reply: (port) => jsonReply(200, port.network.network),
  },
  {
    method: 'PUT',
    pattern: '/_network',
    describe: 'Another network, from now on: {"preset": "flaky"}, {"latency": 200} …',
    reply: replaceNetwork,
  },
  {
    ...traceRoute(''),
    describe: `What happened; as a file: ${traceSuffixes.join(', ')}`,
  },
  ...traceSuffixes.map(traceRoute),
  {
    method: 'GET',
    pattern: '/_events',
    describe: 'What happens, as it happens (server-sent events)',
    reply: sendEvents,
  },
  {
    method: 'GET',
    pattern: '/_counters',
    describe: 'What was counted',
    reply: (port) => jsonReply(200, port.counters()),
  },
  {
    method: 'POST',
    pattern: '/_reset',
    describe: 'Starts over: trace, counters, orders, draws',
    reply: (port) => {
      port.reset()
      return { status: 204, headers: {}, body: null }
    },
  },
]

function traceRoute(suffix: string): AdminRoute {
  return {
    method: 'GET',
    pattern: `/_trace${suffix}`,
    reply: (port, { message }) => traceReply(port.recorder.trace(), suffix, message.headers.accept),
  }
}

/** Finds the admin route for a path. */
export const adminRouter: Router<AdminRoute> = createRouter(adminRoutes)

/**
 * `PUT /_network`. If the network is invalid, replies with each problem and its path, and keeps the
 * current network.
 */
async function replaceNetwork(
  port: Port,
  { message, response }: HttpExchange,
): Promise<ShopReply | undefined> {
  const { maxBodyBytes } = port.limits
  const body = await readBody(message, response, maxBodyBytes)
  if (body.kind === 'too-large') return bodyTooLarge(maxBodyBytes)
  if (body.kind === 'broken-off') return undefined
  try {
    port.setNetwork(JSON.parse(body.text) as NetworkInput)
  } catch (error) {
    return refusalFor(error)
  }
  return jsonReply(200, port.network.network)
}

function refusalFor(error: unknown): ShopReply {
  if (error instanceof InvalidNetworkError) {
    return jsonReply(400, { error: error.message, problems: error.problems })
  }
  if (!(error instanceof SyntaxError)) throw error
  const example = '{"preset": "flaky"}'
  return jsonReply(400, {
    error: `Cannot use this network: expected JSON such as ${example}; ${error.message}`,
  })
}
