import { audited, simulate, type LeftoverKind, type Run } from '@overlap/mock-server'
import { costsOf, itemsOf, type Scene } from './scenes.ts'
import { countTimers } from './count-timers.ts'
import { watchTurns, type Ran } from './watch-turns.ts'

/** The learner's function. */
export type DigestAll = <T, R>(items: readonly T[], digest: (item: T) => R) => Promise<R[]>

/** One call of `digest`. Its times are virtual ms. */
export interface Digestion {
  readonly item: unknown
  readonly startMs: number
  readonly endMs: number
  /** What ran since the item before. */
  readonly ran: Ran
}

/** What was seen of the calls of `digest`. */
export interface Seen {
  readonly digestions: Digestion[]
  /** How many items had been digested when the promise settled. */
  countAtEnd: number
  /** When the promise settled. */
  endMs: number
  /** How many timers had been set when the last item was digested. */
  timersSet: number
  /** What `digest` had thrown for earlier lists. */
  readonly failures: readonly unknown[]
}

/** What `digest` has thrown. A variable of the learner's module lives as long as this one. */
const failures: unknown[] = []

/** A list that was digested. */
export interface Played {
  readonly run: Run<unknown>
  readonly seen: Seen
}

/** What `digest` returns for an item: twice a number, and everything else as it is. */
export const digested = (item: unknown): unknown => (typeof item === 'number' ? 2 * item : item)

/** An item that can't be digested. */
export interface Corrupt {
  readonly index: number
  readonly reason: unknown
}

/** A copy, because results that are added after the promise has resolved don't count. */
const copyOf = (list: unknown): unknown => (Array.isArray(list) ? list.slice() : list)

/** How {@link play} digests a list. */
export interface PlayOptions {
  /** The item that can't be digested. Default: none. */
  readonly corrupt?: Corrupt
  /** What may be left behind, because another step speaks of it. */
  readonly leaves?: readonly LeftoverKind[]
}

/** Digests a list. */
export async function play(
  digestAll: DigestAll,
  scene: Scene,
  { corrupt, leaves = [] }: PlayOptions = {},
): Promise<Played> {
  const seen = nothingSeen()
  const run = await simulate({}, (_, time) => digestScene(digestAll, scene, seen, time, corrupt), {
    heartbeatMs: 1,
    leaves,
  })
  return { run, seen }
}

/** How long the call of {@link playBesideCall} takes. */
export const CALL_MS = 50

/** Digests a list while a call is in flight. */
export async function playBesideCall(digestAll: DigestAll, scene: Scene): Promise<Played> {
  const seen = nothingSeen()
  const run = await simulate(
    { latency: CALL_MS },
    async (api, time) => {
      const page = api.client('page')
      void page(api.url('/products/1'))
        .then((response) => response.text())
        .catch(() => {})
      // Lets the request go out.
      await time.sleep(0)
      return digestScene(digestAll, scene, seen, time)
    },
    { heartbeatMs: 1 },
  )
  return { run, seen }
}

/** Digests two lists, both of which begin at 0 ms. */
export async function playTwo(
  digestAll: DigestAll,
  scenes: readonly [Scene, Scene],
): Promise<{ run: Run<PromiseSettledResult<unknown>[]>; seen: readonly [Seen, Seen] }> {
  const seen = [nothingSeen(), nothingSeen()] as const
  const run = await simulate(
    {},
    (_, time) =>
      Promise.allSettled(scenes.map((scene, i) => digestScene(digestAll, scene, seen[i]!, time))),
    { heartbeatMs: 1 },
  )
  return { run, seen }
}

function nothingSeen(): Seen {
  return { digestions: [], countAtEnd: 0, endMs: 0, timersSet: 0, failures: failures.slice() }
}

async function digestScene(
  digestAll: DigestAll,
  scene: Scene,
  seen: Seen,
  time: { readonly nowMs: number; spend(ms: number): void },
  corrupt?: Corrupt,
): Promise<unknown> {
  const costs = costsOf(scene)
  const { digestions } = seen
  const ranSince = watchTurns()
  using timers = countTimers()
  const digest = (item: unknown): unknown => {
    const ran = ranSince()
    const index = digestions.length
    const startMs = time.nowMs
    time.spend(costs[index] ?? 0)
    seen.timersSet = timers.set
    digestions.push({ item, startMs, endMs: time.nowMs, ran })
    if (index === corrupt?.index) {
      failures.push(corrupt.reason)
      throw corrupt.reason
    }
    return digested(item)
  }
  try {
    return copyOf(await audited(digestAll)(itemsOf(scene), digest))
  } finally {
    seen.countAtEnd = digestions.length
    seen.endMs = time.nowMs
  }
}
