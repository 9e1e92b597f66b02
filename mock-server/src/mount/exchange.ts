import type { NetworkCall } from '../network/model.ts'
import type { Plan } from '../network/plan.ts'
import type { ShopReply, ShopRequest } from '../shop/reply.ts'
import type { RouteMatch } from '../shop/router.ts'
import { awaitRealWork } from '../time/real-work.ts'
import type { Call } from './call.ts'
import { deliver } from './deliver.ts'
import { nodeError } from '../call/node-errors.ts'
import { transmit } from '../call/transmit.ts'
import { unknownHost, unknownRoute } from './unknown-route-error.ts'
import type { Wire } from './wire.ts'

/** What the server sends back, and how. */
export interface Answer {
  readonly response: Response
  readonly reply: ShopReply
  readonly plan: Plan
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
  const { route, params } = match
  const request = new HeldRequest(call.request)
  const { plan, broken, reply } = await transmit(
    wire.network,
    networkCall(call.request, url, route.pattern),
    {
      gone: call.gone,
      setOut: () => {},
      wait: (ms) => wire.timers.wait(ms, call.gone),
      reach: (moment) => call.reach(moment),
      serve: () => route.reply({ request, params }),
    },
  )
  if (broken !== undefined) throw nodeError(broken, url)
  return { response: toResponse(reply), reply, plan }
}

function networkCall(request: Request, url: URL, route: string): NetworkCall {
  const { method } = request
  const seen = { method, path: url.pathname + url.search, route, atMs: performance.now() }
  const key = request.headers.get('x-api-key')
  return key === null ? seen : { ...seen, key }
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
    return awaitRealWork(this.#request.text())
  }
}

function toResponse({ status, headers, body }: ShopReply): Response {
  return status === 0 ? Response.error() : new Response(body, { status, headers })
}
