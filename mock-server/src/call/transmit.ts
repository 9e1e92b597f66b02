import type { ServerTimes } from '@overlap/trace'
import type { NetworkCall, NetworkModel, Plan } from '../network/model-types.ts'
import type { Fault } from '../network/types.ts'
import { untilAborted, type Timers } from './timers.ts'

/** A call on its way to the server and back. `Reply` is what a server of its mount answers with. */
export interface CallInTransit<Reply> {
  /** Aborts when the client has gone away. */
  readonly gone: AbortSignal
  /** The server came to this moment. */
  reach(moment: keyof ServerTimes): void
  /** What the server has to say: its own word, or what this fault puts in its place. */
  work(fault: Fault | undefined): Reply | Promise<Reply>
}

/** What comes back to the client, at the moment the headers are due or the connection breaks. */
export type Transmission<Reply> = { readonly plan: Plan } & (
  | { readonly kind: 'answered'; readonly reply: Reply; readonly headers: MoreHeaders }
  /** The rate limit refuses it, or the server sheds it. */
  | { readonly kind: 'too-many' | 'overloaded'; readonly headers: MoreHeaders }
  | { readonly kind: 'refused' | 'reset' | 'empty' }
)

/** Headers that the network adds to an answer. */
export type MoreHeaders = Readonly<Record<string, string>>

/**
 * Carries a call through the network, in the order that {@link Plan} states; the body is left to the
 * mount.
 *
 * The server hears of the call when it begins to work on it, before the time that this takes. So an
 * order whose answer is lost, or not waited for, was placed all the same.
 *
 * @throws The reason of `call.gone`, as soon as the client has gone away. A slot is given back,
 * a place in the queue too, and no timer is left.
 */
export async function transmit<Reply>(
  { network, timers }: { readonly network: NetworkModel; readonly timers: Timers },
  seen: NetworkCall,
  call: CallInTransit<Reply>,
): Promise<Transmission<Reply>> {
  const plan = network.plan(seen)
  const { fault, latencyMs, serviceMs } = plan
  const wait = (ms: number): Promise<void> => timers.wait(ms, call.gone)

  if (fault?.kind === 'refused') {
    await wait(latencyMs)
    return { kind: 'refused', plan }
  }
  call.reach('arrivedMs')
  const { status, headers } = network.admit(plan, seen)
  if (status === 429) {
    await wait(latencyMs)
    return { kind: 'too-many', plan, headers }
  }
  const onQueued = (): void => call.reach('queuedMs')
  const admission = await network.server.enter(plan, call.gone, onQueued)
  if (admission.shed) {
    await wait(latencyMs)
    return { kind: 'overloaded', plan, headers }
  }
  call.reach('startedMs')
  try {
    const reply = await call.work(fault)
    await wait(serviceMs)
    admission.leave()
    await wait(latencyMs)
    if (fault?.kind === 'hang') await untilAborted(call.gone)
    if (fault?.kind !== 'reset' && fault?.kind !== 'empty') {
      return { kind: 'answered', plan, headers, reply }
    }
    call.reach('doneMs')
    return { kind: fault.kind, plan }
  } finally {
    admission.leave()
  }
}
