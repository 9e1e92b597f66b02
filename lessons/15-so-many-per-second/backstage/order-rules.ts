import { fc } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Run } from '@overlap/mock-server'
import { earliest, evenly, sliding, startsBy } from './model.ts'
import { seenIn, startedIn, type Played, type Seen } from './play.ts'
import { arrivals, limits, times, type Scene } from './scenes.ts'
import { isSame, judgeBoth, refusedNothing, type Rule } from './window-rules.ts'

/** A timer may be rounded up. */
const LATE_MS = 2

/** A call starts as soon as there is room, and calls start in the order in which they came. */
export const neverIdle: Rule = {
  drawn: fc
    .tuple(limits, arrivals, fc.boolean())
    .map(([options, arrivalsMs, besideAnother]): Scene => ({
      ...options,
      arrivalsMs,
      besideAnother,
    })),
  first: [
    { limit: 3, perMs: 1000, arrivalsMs: times(7, 0) },
    // Call 3 comes in the ms in which call 2 may start.
    { limit: 1, perMs: 100, arrivalsMs: [0, 50, 100] },
    { limit: 3, perMs: 1000, arrivalsMs: [0, 400, 800, ...times(4, 850)] },
    { limit: 2, perMs: 1000, arrivalsMs: [0, 10, 1500, 1500, 1500] },
    { limit: 2, perMs: 100, arrivalsMs: [0, 0, 0, 0, 150, 160, 170, 5000, 5000, 5000] },
    { limit: 5, perMs: 1000, arrivalsMs: times(23, 0), latencyMs: 3000 },
    { limit: 2, perMs: 1000, arrivalsMs: times(5, 0), besideAnother: true },
    // Code that looks again every few ms starts these calls too late.
    { limit: 1, perMs: 120.5, arrivalsMs: times(3, 0) },
  ],
  judge(run, scene) {
    const played = seenIn(run, scene)
    judgeBoth(run, played)
    for (const seen of played) {
      refusedNothing(run, seen)
      judgeOrder(run, seen)
      judgeLate(run, seen, scene)
      judgeDrift(run, seen, scene)
    }
  },
}

/** First come, first served. */
export function judgeOrder(run: Run<Played>, seen: readonly Seen[]): void {
  const started = startedIn(seen).toSorted((a, b) => a.place - b.place)
  const at = started.findIndex(({ number, startMs }, i) => {
    const before = started[i - 1]
    if (!before || number > before.number) return false
    // A call that comes in the very ms in which another's wait ends may be first.
    return before.startMs < startMs || before.cameMs < before.startMs
  })
  const [before, after] = [started[at - 1], started[at]]
  diagnose(run, [
    [
      before !== undefined &&
        after !== undefined &&
        (before.startMs > before.cameMs || before.cameMs === after.cameMs),
      `Call ${(before?.number ?? 0) + 1} started before call ${(after?.number ?? 0) + 1}, which ` +
        'came first. First come, first served: keep the waiting calls in a queue.',
    ],
    [
      before !== undefined && after !== undefined,
      `Call ${(before?.number ?? 0) + 1} came at ${before?.cameMs ?? 0} ms and started at once, while call ` +
        `${(after?.number ?? 0) + 1} was still waiting. A new call must not take the place of one that waits: first ` +
        'come, first served.',
    ],
  ])
}

/** A call that starts later than it could. */
export function judgeLate(run: Run<Played>, seen: readonly Seen[], scene: Scene): void {
  const { limit, perMs } = scene
  const startsMs: number[] = []
  for (const { number, cameMs, startMs } of startedIn(seen)) {
    const couldMs = earliest(startsMs, scene, cameMs)
    const isLate = startMs > couldMs + LATE_MS
    const all = startedIn(seen).map((one) => one.startMs)
    const late = `Call ${number + 1} could have started at ${couldMs} ms, but it started at ${startMs} ms.`
    const lastMs = startsMs.at(-1) ?? 0
    diagnose(run, [
      [
        isLate && limit > 1 && isSame(all, startsBy(evenly, scene), 1),
        `${late} You space calls ${Math.round(perMs / limit)} ms apart, even if fewer than \`limit\` are in the window. ${limit} per ` +
          `${perMs} ms may also start at once.`,
      ],
      [
        number < limit && startMs > cameMs + LATE_MS && startMs <= cameMs + number + 1,
        `Call ${number + 1} could have started at ${cameMs} ms, but it started at ${startMs} ms. Your calls start 1 ms ` +
          'apart, although there is room: `setTimeout` takes 1 ms even if the delay is 0 or less. If there is room, ' +
          'set no timer.',
      ],
      [
        isLate && couldMs === cameMs,
        `${late} In the ${perMs} ms before it came, fewer than ${limit} calls had started. If there is room, a call ` +
          "mustn't wait.",
      ],
      [
        isLate && startMs % perMs <= 1 && startMs > perMs,
        `${late} Your code waits for the next multiple of ${perMs} ms. It's enough to wait until the call \`limit\` ` +
          `places before, which started at ${startsMs.at(-limit) ?? 0} ms, has left the window.`,
      ],
      [
        isLate && Math.abs(startMs - lastMs - perMs) <= LATE_MS,
        `${late} Your code waits ${perMs} ms after the newest call. It's enough to wait until the call \`limit\` places ` +
          `before, which started at ${startsMs.at(-limit) ?? 0} ms, is that old.`,
      ],
      [
        isLate && startMs - couldMs <= 100,
        `${late} If your code looks again every few ms, let it wait exactly until the call \`limit\` places before, ` +
          `which started at ${startsMs.at(-limit) ?? 0} ms, is \`perMs\` old.`,
      ],
      [
        isLate,
        `${late} The call \`limit\` places before started at ${startsMs.at(-limit) ?? 0} ms, and leaves the window ` +
          `${perMs} ms later. Start the next call then: unused capacity is lost.`,
      ],
    ])
    startsMs.push(startMs)
  }
}

/** Each call starts a little late, and the next one waits for it. */
function judgeDrift(run: Run<Played>, seen: readonly Seen[], scene: Scene): void {
  const couldMs = startsBy(sliding, scene)
  const late = startedIn(seen).find(({ startMs }, i) => startMs > (couldMs[i] ?? 0) + LATE_MS)
  diagnose(run, [
    [
      late !== undefined,
      `Call ${(late?.number ?? 0) + 1} could have started at ${couldMs[late?.number ?? 0]} ms, but it started at ` +
        `${late?.startMs} ms: each wait is a little too long, and that adds up. A call that is exactly \`perMs\` old ` +
        'no longer counts. If your code looks again every few ms, let it wait exactly as long as is left.',
    ],
  ])
}
