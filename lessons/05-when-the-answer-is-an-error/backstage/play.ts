import { audited, simulate, type Fault, type NetworkInput, type Run } from '@overlap/mock-server'
import { fc } from '@overlap/scenarios'
import type { Call } from '@overlap/trace'

/** One URL that is requested, and what happens to the call. */
export interface Plan {
  /** The product that the URL is for. */
  readonly id: number
  /** When the headers arrive. */
  readonly latencyMs: number
  /** How much later the body arrives. */
  readonly bodyMs: number
  /** Missing if the product itself arrives. */
  readonly fault?: Fault | undefined
}

/** How the options are left out, or a signal that never aborts. */
export type Options = 'none' | 'empty' | 'undefined' | 'signal'

/** Calls that are in flight at the same time. */
export interface Scene {
  readonly plans: readonly Plan[]
  readonly options: Options
}

/** The learner's function. */
export type GetJson = (
  url: string,
  options?: { readonly signal?: AbortSignal | undefined },
) => Promise<unknown>

/** One URL that was requested, and how that ended. */
export interface Loaded {
  readonly plan: Plan
  readonly url: string
  /** The calls to this URL. */
  readonly calls: readonly Call[]
  /** Missing if the promise never settled. */
  readonly result: PromiseSettledResult<unknown> | undefined
  readonly settledMs: number
}

/** A plan for product 3, whose headers arrive after 100 ms and whose body arrives 50 ms later. */
export const plan = (fault?: Fault, more: Partial<Plan> = {}): Plan => ({
  id: 3,
  latencyMs: 100,
  bodyMs: 50,
  fault,
  ...more,
})

/** A scene with one call and no options. */
export const one = (fault?: Fault, more?: Partial<Plan>): Scene => ({
  plans: [plan(fault, more)],
  options: 'none',
})

/** Draws scenes of up to three calls, each with a fault of its own. */
export function scenes(faults: fc.Arbitrary<Fault | undefined>): fc.Arbitrary<Scene> {
  const times = fc.integer({ min: 1, max: 20 }).map((n) => 10 * n)
  return fc.record({
    plans: fc.uniqueArray(
      fc.record({
        id: fc.integer({ min: 1, max: 60 }),
        latencyMs: times,
        bodyMs: fc.oneof(times, fc.constant(0)),
        fault: faults,
      }),
      { minLength: 1, maxLength: 3, selector: ({ id }) => id },
    ),
    options: fc.constantFrom<Options>('none', 'empty', 'undefined', 'signal'),
  })
}

/** The body of an answer that a scene prescribes, as text. */
export function textOf({ fault }: Plan): string | undefined {
  return fault?.kind === 'status' && typeof fault.body === 'string' ? fault.body : undefined
}

/** The content-type of an answer that a scene prescribes. */
export function typeOf({ fault }: Plan): string | undefined {
  return fault?.kind === 'status' ? fault.headers?.['content-type'] : undefined
}

/** A network in which each call of a scene goes as planned. */
export function networkOf(plans: readonly Plan[]): NetworkInput {
  const routes = plans.map(({ id, latencyMs, bodyMs, fault }) => [
    `/products/${id}`,
    { latency: latencyMs, firstByteMs: bodyMs, failures: fault ? [fault] : [] },
  ])
  return { routes: Object.fromEntries(routes) as NonNullable<NetworkInput['routes']> }
}

const optionsOf: Record<Options, () => Parameters<GetJson>[1]> = {
  none: () => undefined,
  empty: () => ({}),
  undefined: () => ({ signal: undefined }),
  signal: () => ({ signal: new AbortController().signal }),
}

/**
 * A `Request` that is made with a signal keeps a listener on it, in Node until it is collected as
 * garbage. `fetch` makes one, too, so a listener that is left says nothing about an answer.
 */
export const leaves = ['listener'] as const

/** Requests every URL of a scene with the learner's function, all at the same time. */
export async function play(
  answer: GetJson,
  { plans, options }: Scene,
): Promise<{ run: Run<unknown>; loads: readonly Loaded[] }> {
  const getJson = audited(answer)
  const ends = new Map<Plan, Pick<Loaded, 'result' | 'settledMs'>>()
  let origin = ''
  const run = await simulate(
    networkOf(plans),
    async (api, time) => {
      origin = api.origin
      await Promise.all(
        plans.map(async (plan) => {
          const url = api.url(`/products/${plan.id}`)
          const given = optionsOf[options]()
          const [result] = await Promise.allSettled([given ? getJson(url, given) : getJson(url)])
          ends.set(plan, { result, settledMs: time.nowMs })
        }),
      )
    },
    { leaves },
  )
  const loads = plans.map((plan) => {
    const url = `${origin}/products/${plan.id}`
    const calls = run.trace.calls.filter((call) => call.url === url)
    const { result, settledMs = Infinity } = ends.get(plan) ?? {}
    return { plan, url, calls, result, settledMs }
  })
  return { run, loads }
}
