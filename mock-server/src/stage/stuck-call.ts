import type { Call, Trace } from '@overlap/trace'
import { CLIENT_TIMEOUTS_MS } from '../call/node-errors.ts'
import type { MockApi, NetworkInput } from '../index.ts'
import { theoryOf } from './theory.ts'

/** A call is stuck if nothing moves for this long, beyond what the latencies explain. */
const QUIET_MS = 3000
const LOOK_EVERY_MS = 100

/** Ends an act that waits for something that never comes. */
export interface StuckCallWatch extends Disposable {
  /** Rejects when nothing has moved on the wire for longer than any latency explains. */
  readonly found: Promise<never>
}

/**
 * Watches an act's calls. The audience can make calls hang, and `fetch` times out only after 300 s,
 * which is too long for a demo. If nothing reads a body, it never times out.
 */
export function watchForStuckCall(api: MockApi, network: NetworkInput): StuckCallWatch {
  const { promise, reject } = Promise.withResolvers<never>()
  // The rejection must not count as unhandled if the act has already ended.
  promise.catch(() => {})
  let moved = ''
  let quietMs = 0
  const timer = setInterval(() => {
    const { trace } = api
    const now = movement(trace)
    quietMs = now === moved ? quietMs + LOOK_EVERY_MS : 0
    moved = now
    // The theory of a thousand calls takes a while, so it is only computed if it can matter.
    if (quietMs <= QUIET_MS) return
    const waiting = trace.calls.find((call) => call.outcome === 'pending')
    if (waiting && quietMs > theoryOf(network, trace).slowestMs + QUIET_MS) {
      reject(new Error(missing(waiting, network)))
    }
  }, LOOK_EVERY_MS)
  return { found: promise, [Symbol.dispose]: () => clearInterval(timer) }
}

function missing({ url, headersMs }: Call, network: NetworkInput): string {
  const { pathname } = new URL(url)
  // The server sends every body, except for one that stalls.
  if (headersMs !== undefined && !JSON.stringify(network).includes('"stall"')) {
    return `the demo gave up, because nothing reads the body of ${pathname}, and fetch has no timeout for that`
  }
  const what = headersMs === undefined ? 'an answer' : 'the rest of a body'
  const timeoutMs = headersMs === undefined ? CLIENT_TIMEOUTS_MS.headers : CLIENT_TIMEOUTS_MS.body
  return `the demo gave up, because it waits for ${what} that never comes (${pathname}; fetch times out after ${timeoutMs / 1000} s)`
}

function movement({ calls }: Trace): string {
  const bytes = calls.reduce((sum, call) => sum + call.bodyBytes, 0)
  const done = calls.filter((call) => call.outcome !== 'pending').length
  const answered = calls.filter((call) => call.headersMs !== undefined).length
  return `${calls.length} ${answered} ${done} ${bytes}`
}
