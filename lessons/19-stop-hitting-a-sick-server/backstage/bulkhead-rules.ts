import { ending, reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Run } from '@overlap/mock-server'
import type { Seen } from './bulkhead-play.ts'
import {
  expectedGuests,
  type BulkheadRules,
  type BulkheadScene,
  type WantedGuest,
} from './bulkhead-scene.ts'

/** Ways to get a bulkhead wrong, and what to say after the fact. */
const beliefs: readonly (readonly [Partial<BulkheadRules>, string])[] = [
  [
    { slots: () => Infinity },
    'Yours behaves like a bulkhead without a limit. Count the calls in flight outside the function that you return.',
  ],
  [
    { queue: () => Infinity },
    'Yours behaves like a bulkhead whose queue has no limit. A call that finds `queue` calls waiting would wait too long: ' +
      'reject it with a `BulkheadFullError` at once.',
  ],
  [
    { queue: (queue) => queue + 1 },
    'Yours behaves like a bulkhead with one place too many in its queue. Compare with `>=` before you add the call, without an ' +
      '`await` in between.',
  ],
  [
    { queue: () => 0 },
    'Yours behaves like a bulkhead without a queue. Up to `queue` calls may wait for a slot.',
  ],
  [
    { next: 'newest' },
    'Yours behaves like a bulkhead that lets the newest call go first. The oldest has waited longest.',
  ],
  [
    { frees: 'successes' },
    'Yours behaves like a bulkhead in which a call that fails keeps its slot forever. Free the slot in `finally`.',
  ],
  [
    { frees: 'not aborted' },
    'Yours behaves like a bulkhead in which an aborted call keeps its slot forever, even when its work has ended.',
  ],
  [
    { leaves: 'nothing' },
    'Yours behaves like a bulkhead in which a call keeps its place in the queue when its caller aborts. Nobody waits for it any ' +
      'more: take it out.',
  ],
  [
    { leaves: 'at its turn' },
    'Yours behaves like a bulkhead in which a call keeps its place in the queue until its turn, though its caller has aborted. ' +
      'Until then, others are refused for lack of a place: take it out when its signal aborts.',
  ],
  [
    { leaves: 'and takes a slot later' },
    'Yours behaves like a bulkhead in which a call whose caller aborted while it waited takes a slot later, and never gives it ' +
      'back: take it out of the queue.',
  ],
  [
    { ends: false },
    "Yours behaves like a bulkhead that checks the deadline only before the work. Abort the work's signal and reject when " +
      'the deadline comes.',
  ],
  [
    { sheds: 'at the deadline' },
    "Yours behaves like a bulkhead that doesn't take `needsMs` off the deadline of a waiting call. With less than that left, a " +
      "call can't end in time: take it out of the queue.",
  ],
  [
    { sheds: 'never' },
    "Yours behaves like a bulkhead that ignores the deadline of waiting calls. Don't begin work that can't end in time.",
  ],
  [
    { sheds: 'at its turn' },
    'Yours behaves like a bulkhead that checks a deadline only when the call gets its slot. Until then, the call takes a place ' +
      'in the queue for nothing: reject it as soon as it has less than `needsMs` left.',
  ],
  [
    { leaves: 'at its turn', sheds: 'at its turn' },
    'Yours behaves like a bulkhead in which a call whose caller has aborted, or whose deadline is too close, keeps its place in ' +
      'the queue until its turn. Take it out at that moment.',
  ],
  [
    { sheds: 'never', ends: false },
    'Yours behaves like a bulkhead whose deadlines never pass. `deadlineMs` is a moment on the clock of ' +
      '`performance.now()`, not a number of ms from now.',
  ],
  [
    { aborted: 'at once' },
    'Yours behaves like a bulkhead that frees the slot of an aborted call although its work goes on. Then there is more work ' +
      'in flight than slots: wait until the work has ended.',
  ],
]

/** Compares what was seen of a bulkhead with what the rules of the lesson say. */
export function judgeBulkhead(
  { run, seen }: { readonly run: Run<unknown>; readonly seen: readonly Seen[] },
  scene: BulkheadScene,
): void {
  const wanted = expectedGuests(scene)
  diagnose(run, [[run.outcome === 'rejected', `\`bulkhead\` threw ${shown(run.reason)}.`]])
  const wrong = firstWrong(seen, wanted)
  if (wrong >= 0) {
    const [, why = otherwise(seen, wrong, wanted[wrong]!)] =
      beliefs.find(([rules]) => firstWrong(seen, expectedGuests(scene, rules)) < 0) ?? []
    const hasCutIn = seen.some(({ guest, beginMs }) => 'follows' in guest && beginMs === guest.atMs)
    const fact = factOf(seen[wrong]!, wanted[wrong]!, scene)
    diagnose(run, [[true, `${fact} ${hasCutIn ? cutsIn : why}`.trim()]])
  }
  for (const [i, one] of seen.entries()) diagnose(run, mistakesOf(one, wanted[i]!, scene))
  diagnose(run, [
    [
      run.leftovers.some(({ kind }) => kind === 'timer'),
      'All callers had their results, and a timer of yours was still running. Clear the timer of a deadline when the ' +
        'call has settled.',
    ],
  ])
}

/** What to say if a call that came just as a slot became free began at once. */
const cutsIn =
  'It came just as another call ended, and took the slot before the first call in the queue did. Hand a free slot straight ' +
  'to the first waiting call, and never count it as free in between.'

/** What to say if no belief explains when all calls began. */
function otherwise(seen: readonly Seen[], wrong: number, want: WantedGuest): string {
  const { guest, result, beginMs } = seen[wrong]!
  const { name } = (reasonOf(result) ?? {}) as { readonly name?: unknown }
  if (guest.deadlineMs !== undefined && beginMs === undefined && name === 'TimeoutError') {
    return (
      `It rejected with a \`TimeoutError\`, though its deadline was at ${guest.deadlineMs} ms. Compare \`deadlineMs\` with ` +
      '`performance.now()`: it uses that clock, not `Date.now()`.'
    )
  }
  const hasCompany = seen.some((other, i) => i !== wrong && other.guest.atMs === guest.atMs)
  const isEarly = beginMs !== undefined && want.beginMs !== undefined && beginMs < want.beginMs
  if (hasCompany && (isEarly || want.how === 'full')) {
    return (
      'Another call came at the same moment. Check for a free slot, or a free place in the queue, and take it without an ' +
      '`await` in between.'
    )
  }
  if (beginMs !== undefined && want.beginMs !== undefined && beginMs > want.beginMs)
    return 'Begin it as soon as there is a slot for it.'
  return ''
}

/** The first guest whose work began at the wrong moment, or was refused wrongly. */
function firstWrong(seen: readonly Seen[], wanted: readonly WantedGuest[]): number {
  return seen.findIndex(({ beginMs, result, settledMs, guest }, i) => {
    const want = wanted[i]!
    if (beginMs !== want.beginMs) return true
    const isRefused = beginMs === undefined && result !== undefined && settledMs === guest.atMs
    return want.beginMs === undefined && isRefused !== (want.endMs === guest.atMs)
  })
}

function factOf(
  { guest, beginMs, result, settledMs }: Seen,
  want: WantedGuest,
  scene: BulkheadScene,
): string {
  const { atMs, deadlineMs = Infinity } = guest
  const options = `With ${scene.slots === 1 ? '1 slot' : `${scene.slots} slots`} and a queue of ${scene.queue}`
  const began = beginMs === undefined ? "didn't begin" : `began at ${beginMs} ms`
  const call = `the call at ${atMs} ms`
  const when = settledMs === undefined ? '' : ` at ${settledMs} ms`
  const how = `its promise ${ending(result)}${when}`
  if (want.how === 'full') {
    return beginMs === undefined
      ? `${options}, ${call} found no room, but it wasn't refused.`
      : `${options}, ${call} found no room, but it ${began}.`
  }
  if (want.beginMs !== undefined) {
    return `${options}, ${call} should have begun at ${want.beginMs} ms, but ${beginMs === undefined ? how : `it ${began}`}.`
  }
  if (want.how === 'aborted')
    return `The caller of the call at ${atMs} ms aborted at ${want.endMs} ms, but the call ${began}.`
  return beginMs === undefined
    ? `${options}, ${call} had a deadline at ${deadlineMs} ms and should have left the queue at ${want.endMs} ms.`
    : `${options}, ${call} with a deadline at ${deadlineMs} ms needs ${scene.needsMs ?? 0} ms, but it ${began}.`
}

function mistakesOf(
  { guest, beginMs, signal, abortedMs, result, settledMs = Infinity }: Seen,
  { how, endMs }: WantedGuest,
  { needsMs = 0 }: BulkheadScene,
): readonly (readonly [boolean, string])[] {
  const who = `the promise of the call at ${guest.atMs} ms`
  const reason = reasonOf(result)
  const value: unknown = result?.status === 'fulfilled' ? result.value : undefined
  const { name } = (reason ?? {}) as { readonly name?: unknown }
  const isOwn =
    result?.status === (guest.ok ? 'fulfilled' : 'rejected') &&
    Object.is(guest.ok ? value : reason, guest.value)
  return [
    [
      beginMs !== undefined && !(signal instanceof AbortSignal),
      'The work was called without a signal. Call it with `{ signal }`, which aborts at the deadline and when the caller aborts.',
    ],
    [
      result === undefined,
      `The call at ${guest.atMs} ms should have settled at ${endMs} ms, but its promise never settled.`,
    ],
    [
      how === 'full' && name !== 'BulkheadFullError',
      `There was no room, and ${who} ${ending(result)}. Reject with a \`BulkheadFullError\` from \`errors.ts\`.`,
    ],
    [
      how === 'aborted' && (result?.status !== 'rejected' || !Object.is(reason, guest.reason)),
      `The caller aborted at ${guest.abortMs} ms with ${shown(guest.reason)}, but ${who} ${ending(result)}. Reject with ` +
        '`signal.reason` itself.',
    ],
    [
      how === 'late' && name !== 'TimeoutError',
      `${beginMs === undefined ? `Less than \`needsMs\`, ${needsMs} ms, was left` : 'The deadline passed'}, but ${who} ` +
        `${ending(result)}. Reject with a \`TimeoutError\`, as lesson 08's \`withDeadline\` does` +
        `${name === 'BulkheadFullError' ? ', even if the bulkhead is full, too' : ''}.`,
    ],
    [
      how === 'own' && !isOwn,
      `The work ${guest.ok ? 'resolved with' : 'failed with'} ${shown(guest.value)}, but ${who} ${ending(result)}. Pass it on ` +
        'unchanged.',
    ],
    [
      settledMs !== endMs,
      `The call at ${guest.atMs} ms should have settled at ${endMs} ms, but it settled at ${settledMs} ms.`,
    ],
    [
      beginMs !== undefined && (how === 'aborted' || how === 'late') && abortedMs !== endMs,
      `The caller's promise rejected at ${endMs} ms, but the signal of its work didn't abort then. Abort it, because nobody ` +
        'needs the result.',
    ],
  ]
}
