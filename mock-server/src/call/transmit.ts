import type { ServerTimes } from '@overlap/trace'
import type { Fault } from '../network/failure-kinds.ts'
import type { NetworkCall, NetworkModel } from '../network/model.ts'
import type { Plan } from '../network/plan.ts'
import { unread, type ShopReply } from '../shop/reply.ts'
import {
  announced,
  garbage,
  overloaded,
  serverError,
  statusReply,
  tooManyRequests,
} from './replies.ts'
import { CLIENT_TIMEOUTS_MS } from './node-errors.ts'

/**
 * A call on its way to the server and back. Its mount implements how it waits and how it is served.
 */
export interface CallInTransit {
  /** Aborts when the server notices that the client has disconnected. */
  readonly gone: AbortSignal
  /**
   * Starts the call, with the plan that the network has drawn, as soon as it has a connection.
   *
   * @throws As {@link CallInTransit.wait} does.
   */
  setOut(plan: Plan): Promise<void> | void
  /**
   * Waits for `ms`; `Infinity` means forever.
   *
   * @throws The reason of `gone` as soon as that aborts, or the error for which the client stopped
   * waiting.
   */
  wait(ms: number): Promise<void>
  /** Waits for a turn in the server's queue, and leaves the queue as soon as `gone` aborts. */
  waitInQueue<T>(turn: Promise<T>): Promise<T>
  /** Records that the server reached this moment. */
  reach(moment: keyof ServerTimes): void
  /** The reply of the shop itself. */
  serve(): ShopReply | Promise<ShopReply>
}

/** How a connection breaks before there is a reply. */
type BrokenConnection = 'refused' | 'dns' | 'connect-timeout' | 'reset' | 'empty' | 'not-http'

/** The result for the client, at the moment when the headers are due or the connection breaks. */
export type Transmission = { readonly plan: Plan } & (
  | { readonly reply: ShopReply; readonly broken?: undefined }
  | { readonly broken: BrokenConnection; readonly reply?: undefined }
)

/**
 * Carries a call through the network to the server, and the headers of the reply back, in the order
 * that {@link Plan} describes. The mount transfers the body.
 *
 * The shop handles the call when the server starts to work on it, before the service time passes.
 * So an order is placed even if its reply is lost, or if the client doesn't wait for it.
 *
 * @throws The error of `call.wait`. The call then gives back its slot, or its place in the queue.
 */
export async function transmit(
  network: NetworkModel,
  seen: NetworkCall,
  call: CallInTransit,
): Promise<Transmission> {
  const plan = network.plan(seen)
  const { fault, latencyMs } = plan

  // Awaits only if something takes time, so that a call without delays costs no microtask.
  const setOut = call.setOut(plan)
  if (setOut !== undefined) await setOut
  if (fault?.kind === 'refused' || fault?.kind === 'dns' || fault?.kind === 'connect-timeout') {
    const ms = fault.kind === 'connect-timeout' ? CLIENT_TIMEOUTS_MS.connect : latencyMs
    if (ms > 0) await call.wait(ms)
    return { plan, broken: fault.kind }
  }
  call.reach('arrivedMs')
  const { status, headers, refusalMs = 0 } = network.admit(plan, seen)
  if (status === 429) {
    const waitMs = refusalMs + latencyMs
    if (waitMs > 0) await call.wait(waitMs)
    return { plan, reply: withHeaders(tooManyRequests(), headers) }
  }
  const admission =
    network.servers.enterAtOnce(plan) ??
    (await call.waitInQueue(network.servers.enter(plan, call.gone, () => call.reach('queuedMs'))))
  if (admission.shed) {
    const waitMs = admission.refusalMs + latencyMs
    if (waitMs > 0) await call.wait(waitMs)
    return { plan, reply: withHeaders(overloaded(), { ...headers, ...admission.headers }) }
  }
  call.reach('startedMs')
  try {
    const replying = replyTo(call, fault)
    const reply = replying instanceof Promise ? await replying : replying
    // While the server refuses other calls, the work on this one pauses.
    for (let ms = admission.remainingMs(); ms > 0; ms = admission.remainingMs()) await call.wait(ms)
    admission.leave()
    if (latencyMs > 0) await call.wait(latencyMs)
    if (fault?.kind === 'hang') await call.wait(Infinity)
    if (fault?.kind !== 'reset' && fault?.kind !== 'empty' && fault?.kind !== 'not-http') {
      return { plan, reply: withHeaders(announced(reply, fault), headers) }
    }
    call.reach('doneMs')
    return { plan, broken: fault.kind }
  } finally {
    admission.leave()
  }
}

/** The server's reply: the shop's own reply, or the one that a fault puts in its place. */
function replyTo(call: CallInTransit, fault: Fault | undefined): ShopReply | Promise<ShopReply> {
  if (fault?.kind === 'status') return statusReply(fault)
  if (fault?.kind === 'garbage') return garbage()
  if (fault?.kind === 'hang') return unread
  try {
    const reply = call.serve()
    return reply instanceof Promise ? reply.catch(serverError) : reply
  } catch (error) {
    return serverError(error)
  }
}

function withHeaders(reply: ShopReply, more: Readonly<Record<string, string>>): ShopReply {
  for (const _ in more) return { ...reply, headers: { ...reply.headers, ...more } }
  return reply
}
