import type { ServerTimes } from '@overlap/trace'
import { nodeError } from '../call/node-errors.ts'
import { transmit, type CallInTransit } from '../call/transmit.ts'
import type { NetworkCall } from '../network/model.ts'
import type { Plan } from '../network/plan.ts'
import type { ShopReply, ShopRequest } from '../shop/reply.ts'
import { serve } from '../shop/route.ts'
import type { RouteMatch } from '../shop/router.ts'
import { shopRouter } from '../shop/routes.ts'
import { Call } from './call.ts'
import { ORIGIN, type MountState } from './mount-state.ts'
import { receive } from './receive.ts'
import type { SentRequest } from './request.ts'
import { unknownHost, unknownRoute } from './unknown-route-error.ts'

/**
 * Sends one call over the network. Does not follow redirects.
 *
 * @throws The error with which the client's `fetch` rejects.
 */
export function sendCall(state: MountState, sent: SentRequest, client: string): Promise<Response> {
  const call = new Call(state, sent, client)
  return new Promise((resolve, reject) => {
    call.onFailure(reject)
    travel(state, call).then(resolve, (error: unknown) => call.fail(error))
  })
}

/** Carries the call there and back. Errors after the end of the call are ignored. */
async function travel(state: MountState, call: Call): Promise<Response> {
  // Sends nothing before the synchronous code that called `fetch` has ended.
  await Promise.resolve()
  call.throwIfOver()
  const match = routeOf(call)
  const { plan, reply, broken } = await transmit(
    state.network,
    seenByNetwork(call, match),
    new InTransit(state, call, match),
  )
  call.throwIfOver()
  if (broken !== undefined) throw nodeError(broken, call.url)
  return receive(state, call, reply, plan)
}

function routeOf({ sent, url }: Call): RouteMatch {
  const { method } = sent
  if (url.origin !== ORIGIN) throw unknownHost(method, url.href, ORIGIN)
  const match = shopRouter.match(method, url.pathname)
  if (match === undefined) throw unknownRoute(method, url.pathname)
  return match
}

function seenByNetwork({ sent, url, sentMs }: Call, { route }: RouteMatch): NetworkCall {
  const { method, headers } = sent
  const seen = { method, path: url.pathname + url.search, route: route.pattern, atMs: sentMs }
  const key = headers.get('x-api-key')
  return key === null ? seen : { ...seen, key }
}

async function setOutInTurn(
  call: Call,
  plan: Plan,
  waitForTurn: NonNullable<MountState['waitForTurn']>,
): Promise<void> {
  const { method } = call.sent
  const target = `${method} ${call.url.pathname}${call.url.search}`
  const label = call.client === '' ? target : `${call.client}: ${target}`
  await waitForTurn({ label, gone: call.gone })
  await call.setOut(plan)
}

/** A call of this mount on its way. A class, because closures for each call would cost more. */
class InTransit implements CallInTransit {
  readonly #state: MountState
  readonly #call: Call
  readonly #match: RouteMatch

  constructor(state: MountState, call: Call, match: RouteMatch) {
    this.#state = state
    this.#call = call
    this.#match = match
  }

  get gone(): AbortSignal {
    return this.#call.gone
  }

  setOut(plan: Plan): Promise<void> | undefined {
    const { waitForTurn } = this.#state
    if (waitForTurn === undefined) return this.#call.setOut(plan)
    return setOutInTurn(this.#call, plan, waitForTurn)
  }

  wait(ms: number): Promise<void> {
    return this.#call.wait(ms)
  }

  waitInQueue<T>(turn: Promise<T>): Promise<T> {
    return this.#call.waitInQueue(turn)
  }

  reach(moment: keyof ServerTimes): void {
    this.#call.reach(moment)
  }

  serve(): ShopReply | Promise<ShopReply> {
    const { route, params } = this.#match
    return serve(this.#state.shop, route, { request: new ReceivedRequest(this.#call), params })
  }
}

/** The request as the shop reads it. */
class ReceivedRequest implements ShopRequest {
  readonly #call: Call
  readonly method: string
  readonly url: string
  readonly headers: ShopRequest['headers']

  constructor(call: Call) {
    const { method, headers } = call.sent
    this.#call = call
    this.method = method
    this.url = call.url.href
    this.headers = headers
  }

  get signal(): AbortSignal {
    return this.#call.gone
  }

  text(): Promise<string> {
    return this.#call.sent.text()
  }
}
