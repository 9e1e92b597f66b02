import type { NetworkCall, Plan } from '../network/model-types.ts'
import type { Fault } from '../network/types.ts'
import type { ShopReply, ShopRequest } from '../shop/reply.ts'
import type { RouteMatch } from '../shop/router.ts'
import { hold } from '../time/hold.ts'
import { statusReply, garbage, overloaded, serverError, tooManyRequests } from '../call/replies.ts'
import type { Call } from './call.ts'
import { deliver } from './deliver.ts'
import { nodeError } from '../call/node-errors.ts'
import { transmit, type MoreHeaders } from '../call/transmit.ts'
import { unknownHost, unknownRoute } from './unknown-route-error.ts'
import type { Wire } from './wire.ts'

/** What the server sends back, and how. */
export interface Answer {
  readonly response: Response
  readonly plan: Plan
  /** More headers than the response has by itself. */
  readonly headers: MoreHeaders
}

/**
 * Carries a call to the shop and its answer back.
 *
 * @throws What the client's `fetch` rejects with.
 */
export async function exchange(wire: Wire, call: Call): Promise<Response> {
  // Nothing leaves before the code that called `fetch` has come to its end.
  await Promise.resolve()
  call.gone.throwIfAborted()
  const url = new URL(call.request.url)
  return deliver(wire, call, await serve(wire, call, url, routeOf(wire, call.request, url)))
}

function routeOf(wire: Wire, { method, url: href }: Request, url: URL): RouteMatch {
  if (url.origin !== wire.origin) throw unknownHost(method, href, wire.origin)
  const match = wire.router.match(method, url.pathname)
  if (match === undefined) throw unknownRoute(method, url.pathname, wire.shop.routes)
  return match
}

async function serve(wire: Wire, call: Call, url: URL, match: RouteMatch): Promise<Answer> {
  const transmission = await transmit<Response>(
    wire,
    networkCall(call.request, url, match.route.pattern),
    {
      gone: call.gone,
      reach: (moment) => call.reach(moment),
      work: (fault) => work(call.request, match, fault),
    },
  )
  const { plan } = transmission
  switch (transmission.kind) {
    case 'answered':
      return { response: transmission.reply, plan, headers: transmission.headers }
    case 'too-many':
      return { response: toResponse(tooManyRequests()), plan, headers: transmission.headers }
    case 'overloaded':
      return { response: toResponse(overloaded()), plan, headers: transmission.headers }
    default:
      throw nodeError(transmission.kind, url)
  }
}

function networkCall(request: Request, url: URL, route: string): NetworkCall {
  const { method } = request
  const seen = { method, path: url.pathname + url.search, route, atMs: performance.now() }
  const key = request.headers.get('x-api-key')
  return key === null ? seen : { ...seen, key }
}

/** What the server has to say: its own word, or what a fault puts in its place. */
async function work(request: Request, match: RouteMatch, fault?: Fault): Promise<Response> {
  if (fault?.kind === 'status') return toResponse(statusReply(fault))
  if (fault?.kind === 'garbage') return toResponse(garbage())
  if (fault?.kind === 'hang') return new Response(null)
  try {
    const { route, params } = match
    return toResponse(await route.reply({ request: new HeldRequest(request), params }))
  } catch (error) {
    return toResponse(serverError(error))
  }
}

/** A request whose body holds virtual time while the platform reads it. */
class HeldRequest implements ShopRequest {
  readonly #request: Request
  readonly method: string
  readonly url: string
  readonly signal: AbortSignal
  readonly headers: Headers

  constructor(request: Request) {
    this.#request = request
    this.method = request.method
    this.url = request.url
    this.signal = request.signal
    this.headers = request.headers
  }

  text(): Promise<string> {
    return hold(this.#request.text())
  }
}

function toResponse({ status, headers, body }: ShopReply): Response {
  return status === 0 ? Response.error() : new Response(body, { status, headers })
}
