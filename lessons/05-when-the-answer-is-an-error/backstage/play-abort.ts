import { audited, simulate, type Run } from '@overlap/mock-server'
import { fc, reasons } from '@overlap/scenarios'
import type { Call } from '@overlap/trace'
import { leaves, networkOf, plan, type GetJson, type Plan } from './play.ts'

/** A call that its caller aborts, or wants to, and another one beside it that has no signal. */
export interface AbortScene {
  readonly plan: Plan
  /** When the signal aborts. Below 0: before the call. */
  readonly abortMs: number
  readonly reason: unknown
}

/** What came of both calls. */
export interface Aborted {
  readonly signal: AbortSignal
  readonly result: PromiseSettledResult<unknown> | undefined
  readonly settledMs: number
  readonly calls: readonly Call[]
  /** The call beside it. */
  readonly other: PromiseSettledResult<unknown> | undefined
}

/** The call that is aborted is for product 3, the other one is for this product. */
const OTHER = 4

// The headers arrive at 100 ms, a body 50 ms later; so no abort meets another event at its moment.
const faults: readonly Plan['fault'][] = [
  undefined,
  { kind: 'status', status: 503 },
  { kind: 'stall' },
  { kind: 'hang' },
  { kind: 'garbage' },
]

/** Draws when and why a caller aborts, and what the call would have come to. */
export const abortScenes: fc.Arbitrary<AbortScene> = fc.record({
  plan: fc.constantFrom(...faults).map((fault) => plan(fault)),
  abortMs: fc.constantFrom(-1, 5, 45, 95, 105, 145, 195),
  reason: reasons,
})

/** Makes both calls with the learner's function. */
export async function playAbort(
  answer: GetJson,
  { plan, abortMs, reason }: AbortScene,
): Promise<{ run: Run<unknown>; seen: Aborted }> {
  const getJson = audited(answer)
  const controller = new AbortController()
  const { signal } = controller
  let result: Aborted['result']
  let other: Aborted['other']
  let settledMs = Infinity
  let url = ''
  const network = networkOf([plan, { id: OTHER, latencyMs: 220, bodyMs: 0 }])
  const run = await simulate(
    network,
    async (api, time) => {
      url = api.url(`/products/${plan.id}`)
      if (abortMs < 0) controller.abort(reason)
      else void time.sleep(abortMs).then(() => controller.abort(reason))
      const both = [getJson(url, { signal }), getJson(api.url(`/products/${OTHER}`))]
      ;[result] = await Promise.allSettled(both.slice(0, 1))
      settledMs = time.nowMs
      ;[, other] = await Promise.allSettled(both)
    },
    { leaves },
  )
  const calls = run.trace.calls.filter((call) => call.url === url)
  return { run, seen: { signal, result, settledMs, calls, other } }
}
