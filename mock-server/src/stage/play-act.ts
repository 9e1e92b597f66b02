import { facts, type Trace } from '@overlap/trace'
import { startMockApi, type MockApi } from '../index.ts'
import type { NetworkInput } from '../network/types.ts'
import type { StageClock } from './clock.ts'
import { runOn } from './run-on.ts'
import type { Act } from './stage.ts'
import { watchForStuckCall } from './stuck-call.ts'
import { theoryOf } from './theory.ts'

/** What an act is made of. */
export interface Score<T> {
  readonly title: string
  readonly network: NetworkInput
  readonly work: (api: MockApi) => T | PromiseLike<T>
  readonly clock: StageClock
  /** Gets a function that tells what has happened so far, and returns what ends the watching. */
  readonly watch?: ((traceNow: () => Trace) => Disposable) | undefined
}

/** Plays an act from its first call to the end of the last one that it leaves behind. */
export async function playAct<T>({
  title,
  network,
  work,
  clock,
  watch,
}: Score<T>): Promise<{ act: Act; value: T | undefined }> {
  using api = startMockApi(network)
  using stuck = watchForStuckCall(api, network)
  let value: T | undefined
  let error: string | undefined
  let settledMs: number | undefined
  const traceNow = (): Trace =>
    settledMs === undefined ? api.trace : withEnd(api.trace, settledMs, error)
  using _ = watch?.(traceNow)
  try {
    value = await Promise.race([work(api), stuck.found])
  } catch (thrown) {
    error = describe(thrown)
  }
  settledMs = api.trace.nowMs
  await runOn(api, clock)
  const trace = traceNow()
  const act: Act = {
    title,
    settledMs,
    ...(error !== undefined && { error }),
    theory: theoryOf(network, trace),
    facts: facts(trace),
    trace,
  }
  return { act, value }
}

/** Until when something happens in an act. */
export function lengthOf({ settledMs, trace }: Act): number {
  return Math.max(settledMs, ...trace.calls.map(({ endMs = trace.nowMs }) => endMs))
}

/** Marks the moment at which the work was over, if it failed or has left calls behind. */
function withEnd(trace: Trace, settledMs: number, error: string | undefined): Trace {
  const left = trace.calls.some(({ endMs = Infinity }) => endMs > settledMs)
  if (error === undefined && !left) return trace
  const label = error === undefined ? 'it returned' : 'it failed'
  return { ...trace, marks: [...trace.marks, { atMs: settledMs, label }] }
}

function describe(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown)
  const cause = thrown.cause instanceof Error ? ` (${thrown.cause.message})` : ''
  return `${thrown.name}: ${thrown.message}${cause}`
}
