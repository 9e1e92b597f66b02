import { facts, type Trace } from '@overlap/trace'
import { startMockApi, type MockApi } from '../index.ts'
import type { NetworkInput } from '../network/types.ts'
import { virtualClock, type StageClock } from './clock.ts'
import { runOn } from './run-on.ts'
import type { Act } from './stage.ts'
import { watchForStuckCall } from './stuck-call.ts'
import { theoryOf } from './theory.ts'

/** The parts of an act. */
export interface Score<T> {
  readonly title: string
  readonly network: NetworkInput
  readonly work: (api: MockApi) => T | PromiseLike<T>
  readonly clock: StageClock
  /** Gets a function that returns the trace so far. Disposing of the result ends the watch. */
  readonly watch?: ((traceNow: () => Trace) => Disposable) | undefined
}

/** Plays an act, and waits for the calls that it leaves running. */
export async function playAct<T>({
  title,
  network,
  work,
  clock,
  watch,
}: Score<T>): Promise<{ act: Act; value: T | undefined }> {
  using api = startMockApi(network)
  using stuck = watchForStuckCall(api, network)
  using lost = clock.watchForLostTime()
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
    lostMs: lost.lostMs,
    theory: theoryOf(network, trace),
    facts: facts(trace),
    trace,
  }
  return { act, value }
}

/**
 * Plays an act in virtual time within a demo in real time. The watch sees only its beginning.
 *
 * @param setClock - gets the clock of the act, and nothing when the act has ended
 */
export async function playInVirtualTime<T>(
  { watch, ...score }: Omit<Score<T>, 'clock'>,
  setClock: (clock?: StageClock) => void,
): ReturnType<typeof playAct<T>> {
  using clock = virtualClock()
  setClock(clock)
  const begin = (traceNow: () => Trace): Disposable => {
    watch?.(traceNow)[Symbol.dispose]()
    return { [Symbol.dispose]: () => {} }
  }
  try {
    return await playAct({ ...score, clock, watch: begin })
  } finally {
    setClock()
  }
}

/** When the last thing in an act happens, in ms. */
export function lengthOf({ settledMs, trace }: Act): number {
  return Math.max(settledMs, ...trace.calls.map(({ endMs = trace.nowMs }) => endMs))
}

/** Marks the moment when the work ended, if it failed or left calls running. */
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
