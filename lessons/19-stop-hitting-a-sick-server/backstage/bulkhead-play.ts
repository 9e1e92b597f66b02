import { audited, simulate, type Run, type VirtualTime } from '@overlap/mock-server'
import { reasonOf } from '@overlap/scenarios'
import { BulkheadFullError } from '../errors.ts'
import type { Bulkhead, BulkheadOptions, RunOptions, Work } from '../types.ts'
import type { BulkheadScene, Guest } from './bulkhead-scene.ts'

/** The learner's `bulkhead`. */
export type MakeBulkhead = (options: BulkheadOptions) => Bulkhead

/** A bulkhead for work whose result isn't known. */
type Untyped = (work: Work<unknown>, options?: RunOptions) => Promise<unknown>

/** What was seen of one guest. */
export interface Seen {
  readonly guest: Guest
  beginMs?: number
  /** The signal that the work got. */
  signal?: AbortSignal | undefined
  /** When that signal aborted. */
  abortedMs?: number
  /** Resolves when the work has ended. */
  readonly ended: PromiseWithResolvers<void>
  result?: PromiseSettledResult<unknown>
  settledMs?: number
}

/** Lets guests come to a bulkhead. */
export async function playBulkhead(
  makeBulkhead: MakeBulkhead,
  { guests, slots, queue, needsMs }: BulkheadScene,
): Promise<{ readonly run: Run<unknown>; readonly seen: readonly Seen[] }> {
  const seen = guests.map((guest): Seen => ({ guest, ended: Promise.withResolvers<void>() }))
  const routes = guests.map(({ takesMs }, i) => [`/products/${i + 1}`, { latency: takesMs }])
  const run = await simulate(
    { routes: Object.fromEntries(routes) as Record<string, { latency: number }> },
    async (api, time) => {
      const options = { slots, queue, ...(needsMs !== undefined && { needsMs }) }
      const through = audited(makeBulkhead(options) as Untyped)
      const work = async (
        one: Seen,
        i: number,
        signal: AbortSignal | undefined,
      ): Promise<unknown> => {
        const init = signal && !one.guest.ignores ? { signal } : {}
        const response = await fetch(api.url(`/products/${i + 1}`), init)
        await response.text()
        one.ended.resolve()
        return ended(one.guest)
      }
      // Those that come at the same moment call in the same tick.
      const moments = new Map([[0, Promise.resolve()]])
      for (const { guest } of seen) {
        if (!moments.has(guest.atMs)) moments.set(guest.atMs, time.sleep(guest.atMs))
      }
      const comes = seen.map((one, i) =>
        come(
          one,
          {
            moment: moments.get(one.guest.atMs)!,
            time,
            first: seen[0]!,
            refuse: () => api.mark('refused'),
          },
          (runOptions) =>
            through((inner) => {
              one.beginMs = time.nowMs
              one.signal = inner?.signal
              one.signal?.addEventListener('abort', () => (one.abortedMs = time.nowMs))
              const isAtOnce = one.guest.throwsAtOnce || one.guest.takesMs === 0
              return isAtOnce ? ended(one.guest) : work(one, i, one.signal)
            }, runOptions),
        ),
      )
      await Promise.all(comes)
    },
    { leaves: ['call'] },
  )
  return { run, seen }
}

async function come(
  seen: Seen,
  {
    moment,
    time,
    first,
    refuse,
  }: {
    readonly moment: Promise<void>
    readonly time: VirtualTime
    readonly first: Seen
    readonly refuse: () => void
  },
  start: (options?: { signal?: AbortSignal; deadlineMs?: number }) => Promise<unknown>,
): Promise<void> {
  const { atMs, abortMs, reason, deadlineMs, follows } = seen.guest
  const zeroMs = performance.now() - time.nowMs
  if (follows !== undefined) {
    await first.ended.promise
    for (let i = 0; i < follows; i += 1) await Promise.resolve()
  } else await moment
  const controller = new AbortController()
  if (abortMs !== undefined && abortMs <= atMs) controller.abort(reason)
  else if (abortMs !== undefined) {
    void time.sleep(abortMs - atMs).then(() => controller.abort(reason))
  }
  const options = {
    ...(abortMs !== undefined && { signal: controller.signal }),
    ...(deadlineMs !== undefined && { deadlineMs: zeroMs + deadlineMs }),
  }
  const isPlain = abortMs === undefined && deadlineMs === undefined
  const [result] = await Promise.allSettled([isPlain ? start() : start(options)])
  seen.result = result
  seen.settledMs = time.nowMs
  if (reasonOf(result) instanceof BulkheadFullError) refuse()
}

function ended({ ok, value }: Guest): unknown {
  if (ok) return value
  throw value
}
