import type { Run } from '@overlap/mock-server'
import { audited, simulate } from '@overlap/mock-server'
import { fc, reasons, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { judgeLate, judgeOrder } from './order-rules.ts'
import { makeLimiter, seenIn, type MakeLimiter, type Played, type Seen } from './play.ts'
import { times, type Scene } from './scenes.ts'
import { earliest, sliding, startsBy, worstWindow } from './model.ts'
import { startedIn } from './play.ts'
import type { Rule } from './window-rules.ts'

const why = { why: 'the user left the page' }

/** `aborts` at 5 ms after a full ten, so never in the moment when a call comes or starts. */
const aborts = fc.dictionary(
  fc.integer({ min: 0, max: 11 }).map(String),
  fc.oneof(
    fc.constant(-1),
    fc.integer({ min: 0, max: 120 }).map((n) => 10 * n + 5),
  ),
  { maxKeys: 5 },
)

/** A call that waits rejects as soon as its signal aborts, and the next one gets its place. */
export const leavesItsPlace: Rule = {
  drawn: fc
    .record({
      rate: fc.constantFrom(
        { limit: 1, perMs: 100 },
        { limit: 2, perMs: 300 },
        { limit: 3, perMs: 200 },
      ),
      arrivalsMs: fc
        .array(fc.constantFrom(0, 0, 0, 50, 120, 400), { minLength: 1, maxLength: 12 })
        .map((list) => list.toSorted((a, b) => a - b)),
      aborts,
      reason: reasons.filter((reason) => reason !== undefined),
    })
    .map(({ rate, ...scene }): Scene => ({ ...rate, ...scene })),
  first: [
    { limit: 1, perMs: 1000, arrivalsMs: times(3, 0), aborts: { 1: 500 }, reason: why },
    { limit: 1, perMs: 1000, arrivalsMs: times(3, 0), aborts: { 1: -1 }, reason: why },
    { limit: 1, perMs: 1000, arrivalsMs: [0, 0], aborts: { 0: -1 }, reason: why },
    { limit: 1, perMs: 1000, arrivalsMs: times(3, 0), aborts: { 1: 500, 2: 1500 }, reason: why },
    {
      limit: 2,
      perMs: 1000,
      arrivalsMs: times(8, 0),
      aborts: { 3: 500, 4: 1500, 5: 500 },
      reason: null,
    },
    {
      limit: 2,
      perMs: 1000,
      arrivalsMs: times(4, 0),
      aborts: { 0: 500, 2: 1010, 3: 1500 },
      reason: why,
    },
    { limit: 1, perMs: 1000, arrivalsMs: [0, 0, 700], aborts: { 1: 500 }, reason: why },
  ],
  judge(run, scene) {
    const { limit, perMs } = scene
    for (const seen of seenIn(run, scene)) {
      for (const one of seen) judgeAborted(run, one, seen, scene)
      judgeOrder(run, seen)
      const starts = startedIn(seen)
      const { count, fromMs } = worstWindow(
        starts.map(({ startMs }) => startMs),
        perMs,
      )
      diagnose(run, [
        [
          count > limit,
          `Between ${fromMs} and ${fromMs + perMs} ms, ${count} calls started, but the \`limit\` is ${limit}. If a call that has ` +
            'started is aborted, it still counts.',
        ],
      ])
      judgeAbandoned(run, seen, scene)
      judgeLate(run, seen, scene)
      judgeTimers(run)
    }
  },
}

function judgeAborted(
  run: Run<Played>,
  { number, cameMs, startMs, rejected, rejectedMs = Infinity }: Seen,
  seen: readonly Seen[],
  { aborts = {}, reason }: Scene,
): void {
  const abortMs = aborts[number]
  const name = `Call ${number + 1}`
  const abortedMs = Math.max(cameMs, abortMs ?? Infinity)
  const when = cameMs < (abortMs ?? Infinity) ? `at ${abortedMs} ms` : 'before the call'
  const isEarly = rejected !== undefined && (abortMs === undefined || rejectedMs < abortedMs)
  const before = seen.findLast((one) => one.number < number && one.rejected)?.number ?? -1
  diagnose(run, [
    [
      isEarly && before >= 0 && Object.is(rejected?.[0], reason),
      `${name} rejected with the reason of call ${before + 1}, although its own signal had not aborted. A promise that is ` +
        'chained to a rejected one rejects, too. Let an abort reject only its own call, and go on with the next one.',
    ],
    [
      isEarly,
      `${name} rejected with ${shown(rejected?.[0])}, although its signal had not aborted.`,
    ],
    [
      startMs !== undefined && startMs >= abortedMs && when === 'before the call',
      `The signal of call ${number + 1} was already aborted when \`take\` was called, but \`take\` resolved. Check ` +
        '`signal.aborted` first: an aborted signal fires no more events.',
    ],
    [
      startMs !== undefined && startMs > abortedMs,
      `The signal of call ${number + 1} aborted ${when} while it waited, but \`take\` resolved at ${startMs} ms. Let it reject ` +
        'with `signal.reason`.',
    ],
    [
      rejected !== undefined && rejectedMs > abortedMs,
      `The signal of call ${number + 1} aborted ${when}, but \`take\` rejected only at ${rejectedMs} ms. Don't wait for its ` +
        'turn: reject as soon as the signal aborts.',
    ],
    [
      rejected !== undefined && !Object.is(rejected[0], reason),
      `The signal of call ${number + 1} aborted with ${shown(reason)}, but \`take\` rejected with ${shown(rejected?.[0])}. Reject with ` +
        '`signal.reason` itself.',
    ],
  ])
}

/** A place that an aborted call still holds makes later calls wait. */
function judgeAbandoned(run: Run<Played>, seen: readonly Seen[], scene: Scene): void {
  const started = startedIn(seen)
  const starts = started.map(({ startMs }) => startMs)
  const could = started.map(({ cameMs }, i) => earliest(starts.slice(0, i), scene, cameMs))
  const at = starts.findIndex((ms, i) => ms > (could[i] ?? 0) + 2)
  const [couldMs, late] = [could[at], started[at]?.number ?? 0]
  const lateMs = (starts[at] ?? 0) - (couldMs ?? 0)
  const gone = seen.findLast(({ number, rejected }) => rejected && number < late)
  // When the calls would start if an aborted one kept its place.
  const keptMs = startsBy(sliding, scene)[late] ?? 0
  const text =
    `Call ${late + 1} could have started at ${couldMs} ms, but it started at ${starts[at]} ms. The signal of call ` +
    `${(gone?.number ?? 0) + 1} had aborted at ${gone?.rejectedMs} ms`
  diagnose(run, [
    [
      at >= 0 && gone !== undefined && Math.abs((starts[at] ?? 0) - keptMs) <= 2,
      `${text}, but your code still counted that call. An aborted call must not use up a place.`,
    ],
    [
      at >= 0 && gone !== undefined && lateMs > 20,
      `${text}. An aborted call must not use up a place or delay the next one.`,
    ],
  ])
}

function judgeTimers(run: Run<unknown>): void {
  diagnose(
    run,
    run.leftovers.map(({ kind }) => [
      kind === 'timer',
      'Every call has started or aborted, but a timer of your limiter is still running and keeps the process alive. ' +
        'Clear it when the call that waits for it aborts: `pause(ms, signal)` does that.',
    ]),
  )
}

/** `wrap(fn, { signal })`: a call that waits rejects, and `fn` isn't called. One that runs goes on. */
export async function wrapsWithSignal(rateLimiter: MakeLimiter): Promise<void> {
  const controller = new AbortController()
  let timesCalled = 0
  const run = await simulate({}, async (_, time) => {
    const limiter = makeLimiter(rateLimiter, { limit: 1, perMs: 1000 })
    const work = async (): Promise<string> => {
      timesCalled += 1
      await time.sleep(800)
      return 'done'
    }
    const wrapped = audited(limiter.wrap(work, { signal: controller.signal }))
    const calls = [wrapped(), wrapped()]
    void time.sleep(500).then(() => controller.abort(why))
    return Promise.allSettled(calls)
  })
  const [first, second] = run.outcome === 'fulfilled' ? run.value : []
  diagnose(run, [
    [run.outcome !== 'fulfilled', `Calling a wrapped function went wrong. ${run.diagnosis ?? ''}`],
    [
      first?.status === 'rejected',
      'A wrapped function was running when the signal of `wrap` aborted, and its call rejected. The signal is only ' +
        'for calls that wait.',
    ],
    [
      timesCalled !== 1 || second?.status !== 'rejected',
      'A wrapped call was waiting when the signal in the options of `wrap` aborted, but `fn` was called. Pass these ' +
        'options on to `take`.',
    ],
    [
      second?.status === 'rejected' && second.reason !== why,
      `A wrapped call rejected with ${shown(second?.status === 'rejected' && second.reason)} instead of \`signal.reason\`.`,
    ],
  ])
  judgeTimers(run)
  let lateCalls = 0
  const late = await simulate({}, async () => {
    const limiter = makeLimiter(rateLimiter, { limit: 1, perMs: 1000 })
    const wrapped = limiter.wrap(() => (lateCalls += 1), { signal: AbortSignal.abort(why) })
    await Promise.allSettled([wrapped()])
  })
  diagnose(late, [
    [
      lateCalls > 0,
      'The signal in the options of `wrap` was already aborted when the wrapped function was called, but `fn` was ' +
        'called. Let `take` reject, even if there is room.',
    ],
  ])
}
