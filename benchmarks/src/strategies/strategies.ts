import { retry } from '@overlap/lesson-10'
import { backoff } from '@overlap/lesson-11'
import { mapPool } from '@overlap/lesson-13'
import { rateLimiter } from '@overlap/lesson-15'
import { hedged } from '@overlap/lesson-20'
import { numberText, allAtOnce, inBatches, inPool, inSequence, type Trace } from '@overlap/trace'

/** What a strategy may know of the work. */
export interface Plan {
  /** How many calls may be in flight. */
  readonly limit: number
  /** How many calls may be sent in a second. */
  readonly ratePerSecond: number
  /** After how many ms a second call is sent. */
  readonly hedgeAfterMs: number
}

/** Makes one call. Rejects if it fails. */
export type Attempt = (
  path: string,
  options?: { readonly signal?: AbortSignal },
) => Promise<unknown>

/** Does what has to be done for one path. */
export type Load = (path: string) => Promise<unknown>

/** A way to do some calls. */
export interface Strategy {
  /** A name of the strategy under this plan. */
  name(plan: Plan): string
  /** What is done for one path, if that is more than one call. */
  readonly guard?: (attempt: Attempt, plan: Plan) => Load
  /** In which order the paths are loaded, if the strategy knows how long each takes. */
  readonly order?: 'longest first'
  /** Loads every path. */
  schedule(paths: readonly string[], load: Load, plan: Plan): Promise<unknown>
  /** When each task ends by theory: the same tasks, from a trace of all at once, in this schedule. */
  theory(tasks: Trace, plan: Plan): Trace
  /** What bounds the makespan. */
  readonly bound: 'slowest' | 'limit' | 'rate'
}

const pool: Pick<Strategy, 'schedule' | 'theory' | 'bound'> = {
  schedule: (paths, load, { limit }) => mapPool(paths, load, { limit }),
  theory: (tasks, { limit }) => inPool(tasks, limit),
  bound: 'limit',
}

/** The strategies, by the words of `--only`. What they do is what the lessons teach. */
export const strategies = {
  'one-by-one': {
    name: () => 'one after another',
    async schedule(paths, load) {
      for (const path of paths) await load(path)
    },
    theory: inSequence,
    bound: 'limit',
  },
  'all-at-once': {
    name: () => 'all at once',
    schedule: (paths, load) => Promise.all(paths.map(load)),
    theory: allAtOnce,
    bound: 'slowest',
  },
  batches: {
    name: ({ limit }) => `batches of ${limit}`,
    async schedule(paths, load, { limit }) {
      for (let from = 0; from < paths.length; from += limit) {
        await Promise.all(paths.slice(from, from + limit).map(load))
      }
    },
    theory: (tasks, { limit }) => inBatches(tasks, limit),
    bound: 'limit',
  },
  pool: { name: ({ limit }) => `pool of ${limit}`, ...pool },
  'longest-first': { name: () => 'longest first', order: 'longest first', ...pool },
  rate: {
    name: ({ ratePerSecond }) => `rate of ${numberText(ratePerSecond)}/s`,
    schedule(paths, load, { ratePerSecond }) {
      const limiter = rateLimiter({ limit: ratePerSecond, perMs: 1000 })
      return Promise.all(paths.map(limiter.wrap(load)))
    },
    theory: (tasks, { ratePerSecond }) => inWindows(tasks, ratePerSecond),
    bound: 'rate',
  },
  hedged: {
    name: () => 'hedged pool',
    guard: (attempt, { hedgeAfterMs }) => hedged(attempt, { afterMs: hedgeAfterMs }),
    ...pool,
  },
  retries: {
    name: () => 'pool, retries',
    // Without jitter, because there is only one client, and so that each run is the same.
    guard: (attempt) => (path) =>
      retry(({ signal }) => attempt(path, { signal }), {
        retries: 4,
        delayMs: backoff({ baseMs: 100, maxMs: 2000, jitter: 'none' }),
      }),
    ...pool,
  },
} satisfies Record<string, Strategy>

/** A word of `--only`. */
export type StrategyKey = keyof typeof strategies

/** All words of `--only`, in the order of the table. */
export const strategyKeys = Object.keys(strategies) as readonly StrategyKey[]

/** Reschedules calls so that at most `rate` of them are sent in each second. */
function inWindows(tasks: Trace, rate: number): Trace {
  const { calls, ...rest } = allAtOnce(tasks)
  return {
    ...rest,
    calls: calls.map((call, i) => {
      const laterMs = Math.floor(i / rate) * 1000
      return { ...call, sentMs: call.sentMs + laterMs, endMs: (call.endMs ?? 0) + laterMs }
    }),
  }
}
