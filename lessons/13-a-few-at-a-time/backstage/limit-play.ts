import { AsyncLocalStorage } from 'node:async_hooks'
import { simulate, type Run } from '@overlap/mock-server'
import { fc, reasons } from '@overlap/scenarios'
import type { Limit } from '../types.ts'

/** The learner's `createLimit`. */
export type CreateLimit = (limit: number) => Limit

/** A call that goes through the limit. */
export interface Job {
  /** When `run` is called. */
  readonly atMs: number
  readonly latencyMs: number
  /** `throws`: before it returns a promise, without a call. */
  readonly end: 'returns' | 'rejects' | 'throws'
  /** What it returns or throws. */
  readonly value: unknown
}

/** What happens to the limit meanwhile. */
export interface Change {
  /** No job is submitted and no call ends at this moment. */
  readonly atMs: number
  /** A new limit, or that the waiting calls are removed. */
  readonly to: number | 'clear'
}

/** Jobs that share a limit. */
export interface Shared {
  readonly limit: number
  readonly jobs: readonly Job[]
  readonly changes: readonly Change[]
}

/** What was seen of a job. */
export interface SeenJob {
  args?: readonly unknown[]
  startMs?: number
  /** Whether `fn` was called before `run` had returned. */
  isInside?: boolean
  /** Which job's `AsyncLocalStorage` it ran in. */
  context?: number | undefined
  result?: PromiseSettledResult<unknown>
  settledMs?: number
}

/** What the counts said at a moment. */
export interface Counted {
  readonly ms: number
  readonly activeCount: number
  readonly pendingCount: number
  readonly limit: number
}

/** Draws jobs without a change of the limit, and with some. */
export const shared: fc.Arbitrary<Shared> = fc.record({
  limit: fc.constantFrom(1, 2, 3, 8),
  jobs: fc.array(
    fc.record({
      atMs: fc.constantFrom(0, 0, 0, 20, 60),
      latencyMs: fc.integer({ min: 1, max: 12 }).map((n) => 10 * n),
      end: fc.constantFrom<Job['end']>('returns', 'returns', 'returns', 'rejects', 'throws'),
      value: reasons,
    }),
    { maxLength: 9 },
  ),
  changes: fc
    .uniqueArray(
      fc.record({
        atMs: fc.nat({ max: 15 }).map((n) => 10 * n + 3),
        to: fc.constantFrom<Change['to']>(1, 2, 4, 'clear'),
      }),
      { maxLength: 2, selector: ({ atMs }) => atMs },
    )
    .map((changes) => changes.toSorted((a, b) => a.atMs - b.atMs)),
})

/** What has to become of the jobs: when each one starts, and what the counts are at each moment. */
export function model({ limit, jobs, changes }: Shared, moments: readonly number[]) {
  const startMs: (number | 'cleared' | undefined)[] = jobs.map(() => undefined)
  const counts: Counted[] = []
  let waiting: number[] = []
  let active: number[] = []
  let slots = limit
  for (let ms = 0; ms <= 1500; ms += 1) {
    active = active.filter((endMs) => endMs > ms)
    jobs.forEach(({ atMs }, i) => atMs === ms && waiting.push(i))
    for (const { atMs, to } of changes) {
      if (atMs !== ms) continue
      if (to !== 'clear') slots = to
      else {
        for (const i of waiting) startMs[i] = 'cleared'
        waiting = []
      }
    }
    while (active.length < slots && waiting.length > 0) {
      const i = waiting.shift() ?? 0
      const job = jobs[i]
      startMs[i] = ms
      if (job && job.end !== 'throws') active.push(ms + job.latencyMs)
    }
    if (moments.includes(ms)) {
      counts.push({ ms, activeCount: active.length, pendingCount: waiting.length, limit: slots })
    }
  }
  return { startMs, counts }
}

/** The moments at which the counts are read. Nothing else happens then. */
export const moments = [7, 27, 57, 97, 147, 307]

/** Runs the jobs through the learner's limit. */
export async function playShared(
  createLimit: CreateLimit,
  { limit, jobs, changes }: Shared,
): Promise<{
  run: Run<unknown>
  seen: readonly SeenJob[]
  counted: readonly Counted[]
  /** The counts that are plain properties, without a getter. */
  plain: readonly string[]
}> {
  const seen = jobs.map((): SeenJob => ({}))
  const counted: Counted[] = []
  const plain: string[] = []
  const storage = new AsyncLocalStorage<number>()
  const routes = jobs.map(
    ({ latencyMs }, i) => [`/products/${i + 1}`, { latency: latencyMs }] as const,
  )
  const run = await simulate(
    { routes: Object.fromEntries(routes) },
    async (api, time) => {
      const limited = createLimit(limit)
      const properties = Object.entries(Object.getOwnPropertyDescriptors(Object(limited) as object))
      plain.push(...properties.filter(([, one]) => 'value' in one).map(([name]) => name))
      const submit = async ({ atMs, end, value }: Job, i: number): Promise<void> => {
        const one = seen[i] ?? {}
        if (atMs > 0) await time.sleep(atMs)
        let isInside = true
        const work = (...args: [number, string]): Promise<unknown> => {
          one.args = args
          one.startMs = time.nowMs
          one.isInside = isInside
          one.context = storage.getStore()
          if (end === 'throws') throw value
          return fetch(api.url(`/products/${i + 1}`))
            .then((response) => response.text())
            .then(() => {
              if (end === 'rejects') throw value
              return value
            })
        }
        const promise = storage.run(i, () => limited(work, i, 'tea'))
        isInside = false
        const [result] = await Promise.allSettled([promise])
        one.result = result
        one.settledMs = time.nowMs
      }
      const change = async ({ atMs, to }: Change): Promise<void> => {
        await time.sleep(atMs)
        if (to === 'clear') limited.clear()
        else limited.limit = to
      }
      const count = async (ms: number): Promise<void> => {
        await time.sleep(ms)
        const { activeCount, pendingCount } = limited
        counted.push({ ms, activeCount, pendingCount, limit: limited.limit })
      }
      await Promise.all([...jobs.map(submit), ...changes.map(change), ...moments.map(count)])
    },
    { limitMs: 20_000 },
  )
  return { run, seen, counted, plain }
}
