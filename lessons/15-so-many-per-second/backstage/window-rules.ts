import type { Run } from '@overlap/mock-server'
import { count, fc, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { bucket, byArrival, byTurn, startsBy, worstWindow } from './model.ts'
import { seenIn, startedIn, type Played, type Seen } from './play.ts'
import { arrivals, limits, times, type Scene } from './scenes.ts'

/** One rule of a limiter. */
export interface Rule {
  readonly drawn: fc.Arbitrary<Scene>
  readonly first: readonly Scene[]
  readonly judge: (run: Run<Played>, scene: Scene) => void
}

/** Two limiters with the same options don't share anything. */
const SHARED =
  'Two limiters got the same calls, but their calls started at different times. Each limiter counts its own ' +
  'calls: keep your list inside `rateLimiter`.'

/** No window of `perMs` holds more than `limit` calls. */
export const neverTooMany: Rule = {
  drawn: fc
    .tuple(limits, arrivals)
    .map(([options, arrivalsMs]): Scene => ({ ...options, arrivalsMs })),
  first: [
    { limit: 1, perMs: 1000, arrivalsMs: [0, 500, 600, 1300] },
    { limit: 2, perMs: 1000, arrivalsMs: [400, 1300, 1300, 1450, 1450] },
    { limit: 2, perMs: 1000, arrivalsMs: times(5, 0) },
    { limit: 3, perMs: 1000, arrivalsMs: [...times(3, 900), ...times(3, 1000)] },
    { limit: 5, perMs: 1000, arrivalsMs: times(13, 0) },
    { limit: 3, perMs: 300, arrivalsMs: [0, 250, 280, 290, 310, 320] },
    { limit: 2, perMs: 100, arrivalsMs: [0, 100, 100, 200, 200, 350, 350, 350] },
    { limit: 1, perMs: 50, arrivalsMs: [0, 20, 40] },
    { limit: 1, perMs: 100, arrivalsMs: [0, 99, 350] },
    { limit: 4, perMs: 1000, arrivalsMs: [0, 990, 990, 990, ...times(4, 1000)] },
    { limit: 1, perMs: 120.5, arrivalsMs: [0, 0] },
  ],
  judge(run, scene) {
    const { limit, perMs } = scene
    for (const seen of seenIn(run, scene)) {
      refusedNothing(run, seen)
      const startsMs = startedIn(seen).map(({ startMs }) => startMs)
      const { fromMs, count } = worstWindow(startsMs, perMs)
      const isTooMany = count > limit
      const window = `Between ${fromMs} and ${fromMs + perMs} ms, ${count} calls started, but the \`limit\` is ${limit}.`
      const inside = startsMs.filter((ms) => ms >= fromMs && ms < fromMs + perMs)
      const most = mostTogether(inside)
      const isUnlimited = startedIn(seen).every((one) => one.startMs === one.cameMs)
      diagnose(run, [
        [
          isTooMany && isUnlimited && count > 2 * limit,
          `${window} Every call started when it came. Make \`take\` wait until one more call fits into the window.`,
        ],
        [
          isTooMany && !Number.isInteger(perMs),
          `${window} \`setTimeout\` drops the fraction of a delay, so the wait was too short. After a wait, look again. ` +
            'The loop in `pause` shows how.',
        ],
        [
          isTooMany && [byArrival, byTurn].some((model) => isSame(startsMs, model(scene))),
          `${window} Your code counts a call from the moment before its wait. A call that waited counts from its ` +
            'start, when the wait is over.',
        ],
        [
          isTooMany && most.count > limit && most.ms > 0 && !isUnlimited,
          `At ${most.ms} ms, ${most.count} calls started together, but the \`limit\` is ${limit}. Several waiting calls ` +
            'saw the same free place. Let them look one at a time: a call looks when the one before has started.',
        ],
        [
          isTooMany && holdsIn(alignedTo(0, startsMs, perMs), limit),
          `${window} Your windows begin anew every ${perMs} ms, and ${count} calls fit around the edge between two of ` +
            'them. A window may begin anywhere: it holds whatever started less than `perMs` ago.',
        ],
        [
          isTooMany && holdsIn(alignedTo(startsMs[0] ?? 0, startsMs, perMs), limit),
          `${window} Your windows begin with the first call and follow one another, so ${count} calls fit around an ` +
            'edge. A window may begin anywhere: it holds whatever started less than `perMs` ago.',
        ],
        [
          isTooMany && isSame(startsMs, startsBy(bucket, scene)),
          `${window} Your limiter is a token bucket: places come back while the first calls are still in the window. ` +
            'The first star asks for that. Here, a place comes back when its call is `perMs` old.',
        ],
        [
          isTooMany && count === limit + 1,
          `${window} Check the comparison, and when you take the time of a start: it's when the wait ends.`,
        ],
        [
          isTooMany,
          `${window} A call may start once the call \`limit\` places before it is at least \`perMs\` old.`,
        ],
        ...leftTimers(run),
      ])
    }
  },
}

/** A timer for each place is still running when nothing waits any more. */
function leftTimers({ leftovers }: Run<Played>): [boolean, string][] {
  return leftovers.map((left) => [
    left.kind === 'timer',
    `All calls have ended, but your limiter still has ${left.kind === 'timer' ? count(left.timers, 'timer') : ''} ` +
      'running, and that keeps the process alive. Compute from the start times when a place is free again, and set ' +
      'a timer only while a call waits.',
  ])
}

/** Nothing rejects unless it was aborted. */
export function refusedNothing(run: Run<Played>, seen: readonly Seen[]): void {
  const refused = seen.find(({ rejected }) => rejected)
  diagnose(run, [
    [
      refused !== undefined,
      `Call ${(refused?.number ?? 0) + 1} found no room, and \`take\` rejected with ${shown(refused?.rejected?.[0])}. A limiter ` +
        "doesn't refuse calls. Let it wait until one more may start.",
    ],
  ])
}

/** Both limiters of a scene have the same calls, so they should do the same. */
export function judgeBoth(run: Run<Played>, played: Played): void {
  const [one = [], other] = played
  if (!other) return
  const starts = (seen: readonly Seen[]): number[] => startedIn(seen).map(({ startMs }) => startMs)
  diagnose(run, [[!isSame(starts(one), starts(other)), SHARED]])
}

/** Whether these are the same moments. Timers may be rounded up, and with a `drift`, each adds to the next. */
export function isSame(a: readonly number[], b: readonly number[], drift = 0): boolean {
  return a.length === b.length && a.every((ms, i) => Math.abs(ms - (b[i] ?? NaN)) <= 2 + drift * i)
}

/** How many calls start in each window, if windows follow one another from a moment on. */
function alignedTo(fromMs: number, startsMs: readonly number[], perMs: number): number[] {
  const counts = new Map<number, number>()
  for (const ms of startsMs) {
    const window = Math.floor((ms - fromMs) / perMs)
    counts.set(window, (counts.get(window) ?? 0) + 1)
  }
  return [...counts.values()]
}

const holdsIn = (counts: readonly number[], limit: number): boolean =>
  counts.every((count) => count <= limit)

function mostTogether(startsMs: readonly number[]): { ms: number; count: number } {
  return startsMs.reduce(
    (most, ms) => {
      const count = startsMs.filter((other) => other === ms).length
      return count > most.count ? { ms, count } : most
    },
    { ms: 0, count: 0 },
  )
}
