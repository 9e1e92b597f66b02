import {
  audited,
  simulate,
  type LeftoverKind,
  type MockApi,
  type Run,
  type VirtualTime,
} from '@overlap/mock-server'
import type { MapPoolOptions, Mapper, Source } from '../types.ts'
import type { Scene } from './scenes.ts'

/** The learner's `mapPool`. */
export type MapPool = <T, R>(
  items: Source<T>,
  fn: Mapper<T, R>,
  options: MapPoolOptions,
) => Promise<R[]>

/** What was seen of one call of `fn`. */
export interface Seen {
  /** Which item it was called for. -1: none of the items. */
  readonly at: number
  readonly item: unknown
  readonly index: unknown
  readonly signal: AbortSignal | undefined
  readonly startMs: number
  endMs?: number
  /** Whether the signal that it got had been aborted when it ended. */
  isAborted?: boolean
}

/** What was seen of a scene. */
export interface Played {
  readonly run: Run<unknown>
  readonly seen: readonly Seen[]
  /** The most calls of `fn` that were in flight at once. */
  readonly peak: number
  readonly caller: AbortSignal
  /** Whether a call's signal was aborted although nothing had gone wrong. */
  readonly abortedAfterwards: boolean
}

/** After so many calls, `fn` never settles, so that an endless loop ends. */
const TOO_MANY = 200

const untidy: readonly LeftoverKind[] = ['call', 'listener', 'timer']

/** Runs the learner's `mapPool` in a scene. `sourceOf` makes its items, if they aren't an array. */
export async function play(
  mapPool: MapPool,
  scene: Scene,
  leaves: readonly LeftoverKind[] = untidy,
  sourceOf?: (
    time: VirtualTime,
    items: readonly unknown[],
    seen: readonly Seen[],
  ) => Source<unknown>,
): Promise<Played> {
  const { latenciesMs, limit, abortMs, stopOnError } = scene
  const items = scene.items ?? latenciesMs.map((_, i) => i + 1)
  const seen: Seen[] = []
  const caller = new AbortController()
  const pool = audited(mapPool)
  const run = await simulate(
    networkOf(scene),
    (api, time) => {
      const abort = (): void => caller.abort(scene.reason)
      if (abortMs !== undefined && abortMs < 0) abort()
      else if (abortMs !== undefined) void time.sleep(abortMs).then(abort)
      return pool(
        sourceOf?.(time, items, seen) ?? [...items],
        mapperOf(scene, items, seen, api, time),
        {
          limit,
          ...(abortMs !== undefined && { signal: caller.signal }),
          ...(stopOnError !== undefined && { stopOnError }),
        },
      )
    },
    { leaves },
  )
  const peak = seen.reduce((most, { startMs }, i) => Math.max(most, inFlight(seen, i, startMs)), 0)
  const abortedAfterwards =
    run.outcome === 'fulfilled' &&
    !caller.signal.aborted &&
    seen.some(({ signal }) => signal?.aborted === true)
  return { run, seen, peak, caller: caller.signal, abortedAfterwards }
}

/** How many calls were in flight when call `i` had started. */
function inFlight(seen: readonly Seen[], i: number, nowMs: number): number {
  return seen.slice(0, i + 1).filter(({ endMs = Infinity }) => endMs > nowMs).length
}

/** Item 1 is loaded from `/products/1`, and takes as long as the scene says. */
function networkOf({ latenciesMs }: Scene) {
  const routes = latenciesMs.map((latency, i) => [`/products/${i + 1}`, { latency }] as const)
  return { latency: 40, routes: Object.fromEntries(routes) }
}

/** The `fn` of a scene. It notes its calls. */
function mapperOf(
  scene: Scene,
  items: readonly unknown[],
  seen: Seen[],
  api: MockApi,
  time: VirtualTime,
): Mapper<unknown, unknown> {
  return (item, index, given) => {
    // Items that are alike are told apart by their index.
    const isUnique = new Set(items).size === items.length
    const at = isUnique ? items.indexOf(item) : typeof index === 'number' ? index : seen.length
    const one: Seen = { at, item, index, signal: given?.signal, startMs: time.nowMs }
    seen.push(one)
    if (seen.length > TOO_MANY) return new Promise(() => {})
    const fail = scene.fails?.find((fail) => fail.at === at)
    if (fail?.manner === 'throws') {
      one.endMs = time.nowMs
      throw fail.error
    }
    if (scene.plain) {
      one.endMs = time.nowMs
      return valueOf(scene, at)
    }
    const init = scene.onAbort === 'stops' && one.signal ? { signal: one.signal } : {}
    return fetch(api.url(`/products/${at + 1}`), init)
      .then((response) => response.text())
      .finally(() => {
        one.endMs = time.nowMs
        one.isAborted = one.signal?.aborted === true
      })
      .then(() => {
        if (fail) throw fail.error
        return valueOf(scene, at)
      })
  }
}

/** What the call for an item resolves with. */
export function valueOf({ values }: Scene, at: number): unknown {
  return values ? values[at % values.length] : `result ${at + 1}`
}
