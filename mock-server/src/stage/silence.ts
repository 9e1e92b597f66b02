import type { Trace } from '@overlap/trace'
import type { MockApi, NetworkInput } from '../index.ts'
import { theoryOf } from './theory.ts'

const patienceMs = 3000
const lookEveryMs = 100

/** Ends an act that waits for an answer that will never come. */
export interface SilenceWatch extends Disposable {
  /** Rejects when nothing has moved on the wire for longer than any latency explains. */
  readonly found: Promise<never>
}

/**
 * Watches an act's calls. The audience can make calls hang; a real program would wait for ever, and
 * Node would end the process in the middle of the demo, since no timer is left.
 */
export function watchForSilence(api: MockApi, network: NetworkInput): SilenceWatch {
  const { promise, reject } = Promise.withResolvers<never>()
  // Nobody is left to handle it when the act has ended in the meantime.
  promise.catch(() => {})
  let moved = ''
  let quietMs = 0
  const timer = setInterval(() => {
    const { trace } = api
    const now = movement(trace)
    quietMs = now === moved ? quietMs + lookEveryMs : 0
    moved = now
    const waits = trace.calls.some((call) => call.outcome === 'pending')
    if (waits && quietMs > theoryOf(network, trace).slowestMs + patienceMs) {
      reject(new Error('it waits for an answer that never comes'))
    }
  }, lookEveryMs)
  return { found: promise, [Symbol.dispose]: () => clearInterval(timer) }
}

function movement({ calls }: Trace): string {
  const bytes = calls.reduce((sum, call) => sum + call.bodyBytes, 0)
  const done = calls.filter((call) => call.outcome !== 'pending').length
  const answered = calls.filter((call) => call.headersMs !== undefined).length
  return `${calls.length} ${answered} ${done} ${bytes}`
}
