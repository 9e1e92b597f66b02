import type { Run } from '@overlap/mock-server'
import { audited, simulate } from '@overlap/mock-server'
import { fc, reasons, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { judgeLate, judgeOrder } from './order-rules.ts'
import { makeLimiter, seenIn, type MakeLimiter, type Played, type Seen } from './play.ts'
import { times, type Scene } from './scenes.ts'
import { worstWindow } from './model.ts'
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
    const { reason, aborts = {}, limit, perMs } = scene
    for (const seen of seenIn(run, scene)) {
      for (const one of seen) judgeAborted(run, one, aborts[one.number], reason)
      judgeOrder(run, seen)
      const starts = startedIn(seen)
      const { count, fromMs } = worstWindow(
        starts.map(({ startMs }) => startMs),
        perMs,
      )
      diagnose(run, [
        [
          count > limit,
          `Between ${fromMs} and ${fromMs + perMs} ms, ${count} calls started, but the \`limit\` is ${limit}. Only a call that ` +
            'waits leaves its place when its signal aborts: one that started counts.',
        ],
      ])
      judgeAbandoned(run, seen, scene)
      judgeLate(run, seen, scene)
    }
  },
}

function judgeAborted(
  run: Run<Played>,
  { number, cameMs, startMs, rejected, rejectedMs = Infinity }: Seen,
  abortMs: number | undefined,
  reason: unknown,
): void {
  const name = `Call ${number + 1}`
  const abortedMs = Math.max(cameMs, abortMs ?? Infinity)
  const when = cameMs < (abortMs ?? Infinity) ? `at ${abortedMs} ms` : 'before the call'
  diagnose(run, [
    [
      rejected !== undefined && (abortMs === undefined || rejectedMs < abortedMs),
      `${name} rejected with ${shown(rejected?.[0])}, although its signal had not aborted.`,
    ],
    [
      startMs !== undefined && startMs >= abortedMs && when === 'before the call',
      `The signal of call ${number + 1} had aborted before it came, but \`take\` resolved. Look at the signal first: an ` +
        'abort that is over fires no event.',
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
  const { limit, perMs } = scene
  const gone = seen.filter(({ rejected }) => rejected)
  const dueMs = Math.max(0, ...startedIn(seen).map(({ startMs }) => startMs))
  const starts = startedIn(seen).map(({ startMs }) => startMs)
  const at = starts.findIndex(
    (ms, i) =>
      ms >
      Math.max(
        startedIn(seen)[i]?.cameMs ?? 0,
        starts[i - 1] ?? 0,
        (starts[i - limit] ?? -perMs) + perMs,
      ) +
        2,
  )
  diagnose(run, [
    [
      at >= 0 && gone.length > 0 && dueMs > 0,
      `Call ${(startedIn(seen)[at]?.number ?? 0) + 1} started at ${starts[at]} ms, and nobody used the place before: it belonged to ` +
        `call ${(gone.findLast(({ number }) => number < (startedIn(seen)[at]?.number ?? 0))?.number ?? gone[0]?.number ?? 0) + 1}, whose signal had aborted. ` +
        'A call that leaves the queue frees its place for the next one.',
    ],
  ])
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
      'A wrapped call was waiting when the signal that `wrap` was given aborted, but `fn` was called. Pass the ' +
        'options of `wrap` on to `take`.',
    ],
    [
      second?.status === 'rejected' && second.reason !== why,
      `A wrapped call rejected with ${shown(second?.status === 'rejected' && second.reason)} instead of \`signal.reason\`.`,
    ],
  ])
  let lateCalls = 0
  const late = await simulate({}, async () => {
    const limiter = makeLimiter(rateLimiter, { limit: 1, perMs: 1000 })
    const wrapped = limiter.wrap(() => (lateCalls += 1), { signal: AbortSignal.abort(why) })
    await Promise.allSettled([wrapped()])
  })
  diagnose(late, [
    [
      lateCalls > 0,
      'The signal of `wrap` had aborted before a wrapped call, and there was room, so `fn` was called. Reject such a ' +
        'call, too.',
    ],
  ])
}
