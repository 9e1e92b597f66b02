import { nodeError } from '../call/node-errors.ts'
import { transmit, type CallInTransit } from '../call/transmit.ts'
import type { NetworkCall } from '../network/model.ts'
import type { Plan } from '../network/plan.ts'
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
    inTransit(state, call, match),
  )
  call.throwIfOver()
  if (broken !== undefined) throw nodeError(broken, call.url)
  return receive(state, call, reply, plan)
}

function routeOf({ sent, url }: Call): RouteMatch {
  const { method } = sent.request
  if (url.origin !== ORIGIN) throw unknownHost(method, url.href, ORIGIN)
  const match = shopRouter.match(method, url.pathname)
  if (match === undefined) throw unknownRoute(method, url.pathname)
  return match
}

function seenByNetwork({ sent, url, sentMs }: Call, { route }: RouteMatch): NetworkCall {
  const { method, headers } = sent.request
  const seen = { method, path: url.pathname + url.search, route: route.pattern, atMs: sentMs }
  const key = headers.get('x-api-key')
  return key === null ? seen : { ...seen, key }
}

async function setOutInTurn(
  call: Call,
  plan: Plan,
  waitForTurn: NonNullable<MountState['waitForTurn']>,
): Promise<void> {
  const { method } = call.sent.request
  const target = `${method} ${call.url.pathname}${call.url.search}`
  const label = call.client === '' ? target : `${call.client}: ${target}`
  await waitForTurn({ label, gone: call.gone })
  await call.setOut(plan)
}

function inTransit(state: MountState, call: Call, { route, params }: RouteMatch): CallInTransit {
  const { shop, waitForTurn } = state
  const { sent, url } = call
  const { method, headers } = sent.request
  return {
    get gone() {
      return call.gone
    },
    setOut: (plan) =>
      waitForTurn === undefined ? call.setOut(plan) : setOutInTurn(call, plan, waitForTurn),
    wait: (ms) => call.wait(ms),
    waitInQueue: (turn) => call.waitInQueue(turn),
    reach: (moment) => call.reach(moment),
    serve: () =>
      serve(shop, route, {
        request: {
          method,
          url: url.href,
          headers,
          get signal() {
            return call.gone
          },
          text: () => sent.text(),
        },
        params,
      }),
  }
}
