import type { HttpHandler } from 'msw/http'
import { getResponse } from 'msw/utils/get-response'
import type { NetworkCall, Plan } from '../network/model-types.ts'
import type { Fault } from '../network/types.ts'
import type { RouteMatch } from '../shop/router.ts'
import { failureAnswer, garbage, overloaded, serverError, tooManyRequests } from './answers.ts'
import type { Call } from './call.ts'
import { deliver } from './deliver.ts'
import { nodeError } from './node-errors.ts'
import { untilAborted } from './timers.ts'
import { unknownHost, unknownRoute } from './unknown-route-error.ts'
import type { Wire } from './wire.ts'

/** What the server sends back, and how. */
export interface Answer {
  readonly response: Response
  readonly plan: Plan
  /** More headers than the response has by itself. */
  readonly headers: Readonly<Record<string, string>>
}

/**
 * Carries a call to the shop and its answer back, in the order that {@link Plan} states.
 *
 * The shop hears of the call when the server begins to work on it, before the time that this takes.
 * So an order whose answer is lost, or not waited for, was placed all the same.
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

async function serve(wire: Wire, call: Call, url: URL, { route }: RouteMatch): Promise<Answer> {
  const { network, timers } = wire
  const seen = networkCall(call.request, url, route.pattern)
  const plan = network.plan(seen)
  const { fault, latencyMs, serviceMs } = plan
  const wait = (ms: number): Promise<void> => timers.wait(ms, call.gone)
  const late = async (response: Response, headers: Answer['headers']): Promise<Answer> => {
    await wait(latencyMs)
    return { response, plan, headers }
  }

  if (fault?.kind === 'refused') {
    await wait(latencyMs)
    throw nodeError('refused', url)
  }
  call.reach('arrivedMs')
  const verdict = network.admit(plan, seen)
  if (verdict.status === 429) return late(tooManyRequests(), verdict.headers)
  const admission = await network.server.enter(plan, call.gone, () => call.reach('queuedMs'))
  if (admission.shed) return late(overloaded(), verdict.headers)
  call.reach('startedMs')
  try {
    const response = await work(call.request, route.handler, fault)
    await wait(serviceMs)
    admission.leave()
    const answer = await late(response, verdict.headers)
    if (fault?.kind === 'hang') await untilAborted(call.gone)
    if (fault?.kind === 'reset' || fault?.kind === 'empty') {
      call.reach('doneMs')
      throw nodeError(fault.kind, url)
    }
    return answer
  } finally {
    admission.leave()
  }
}

function networkCall(request: Request, url: URL, route: string): NetworkCall {
  const { method } = request
  const seen = { method, path: url.pathname + url.search, route, atMs: performance.now() }
  const key = request.headers.get('x-api-key')
  return key === null ? seen : { ...seen, key }
}

/** What the server has to say: its own word, or what a fault puts in its place. */
async function work(request: Request, handler: HttpHandler, fault?: Fault): Promise<Response> {
  if (fault?.kind === 'status') return failureAnswer(fault)
  if (fault?.kind === 'garbage') return garbage()
  if (fault?.kind === 'hang') return new Response(null)
  try {
    return (await getResponse([handler], request)) ?? serverError('no handler answered')
  } catch (error) {
    return serverError(error)
  }
}
