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

/** A call on its way to the server and back. Its mount says how it waits, and who serves it. */
export interface CallInTransit {
  /** Aborts when the server sees that the client has gone away. */
  readonly gone: AbortSignal
  /**
   * The network has drawn its plan: the call sets out, as soon as it has a connection.
   *
   * @throws As {@link CallInTransit.wait} does.
   */
  setOut(plan: Plan): Promise<void> | void
  /**
   * Waits for `ms`; `Infinity` is for ever.
   *
   * @throws The reason of `gone` as soon as that aborts, or why the client waits no longer.
   */
  wait(ms: number): Promise<void>
  /** Waits for a turn in the server's queue, which is given up as soon as `gone` aborts. */
  waitInQueue<T>(turn: Promise<T>): Promise<T>
  /** The server came to this moment. */
  reach(moment: keyof ServerTimes): void
  /** The reply of the shop itself. */
  serve(): ShopReply | Promise<ShopReply>
}

/** How a connection breaks before there is a reply. */
type BrokenConnection = 'refused' | 'dns' | 'connect-timeout' | 'reset' | 'empty'

/** What comes back to the client, at the moment the headers are due or the connection breaks. */
export type Transmission = { readonly plan: Plan } & (
  | { readonly reply: ShopReply; readonly broken?: undefined }
  | { readonly broken: BrokenConnection; readonly reply?: undefined }
)

/**
 * Carries a call through the network to the server, and the head of the reply back, in the order
 * that {@link Plan} states. The body is left to the mount.
 *
 * The server serves the call when it begins to work on it, before the time that this takes. So an
 * order whose reply is lost, or not waited for, was placed all the same.
 *
 * @throws What `call.wait` throws. A slot is given back then, and so is a place in the queue.
 */
export async function transmit(
  network: NetworkModel,
  seen: NetworkCall,
  call: CallInTransit,
): Promise<Transmission> {
  const plan = network.plan(seen)
  const { fault, latencyMs } = plan

  // Only what takes time is awaited: a call that nothing delays costs no turn of the microtask queue.
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
    // While the server refuses other calls, the work on this one rests.
    for (let ms = admission.remainingMs(); ms > 0; ms = admission.remainingMs()) await call.wait(ms)
    admission.leave()
    if (latencyMs > 0) await call.wait(latencyMs)
    if (fault?.kind === 'hang') await call.wait(Infinity)
    if (fault?.kind !== 'reset' && fault?.kind !== 'empty') {
      return { plan, reply: withHeaders(announced(reply, fault), headers) }
    }
    call.reach('doneMs')
    return { plan, broken: fault.kind }
  } finally {
    admission.leave()
  }
}

/** What the server has to say: the shop's own reply, or what a fault puts in its place. */
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
