import { numberText, diagnose, type Trace } from '@overlap/trace'
import { digestedPerSlice, longestHold, pausesOf, ranWithin } from './measure.ts'
import { CALL_MS, type Played } from './play.ts'
import { costsOf, LIMIT_MS, MOST_MS, workMs, type Scene } from './scenes.ts'

/** The request goes out and the answer is read between two slices. */
const LATEST_MS = CALL_MS + 3 * LIMIT_MS

/** How long the thread was held, and the call that was in flight meanwhile. */
export function diagnoseHolds(played: Played, scene: Scene): void {
  const { run, seen } = played
  const { digestions } = seen
  const hold = longestHold(played)
  const heldMs = hold.toMs - hold.fromMs
  const isTooLong = heldMs > LIMIT_MS
  const isWhole =
    isTooLong &&
    hold.fromMs <= (digestions[0]?.startMs ?? 0) &&
    hold.toMs >= (digestions.at(-1)?.endMs ?? Infinity)
  const answeredMs = run.trace.calls[0]?.endMs ?? 0
  const isLate = answeredMs > LATEST_MS
  const ran = ranWithin(seen, hold)
  const timers = timersLeft(run)
  const held =
    isWhole && isLate
      ? `The answer to a ${CALL_MS} ms call had to wait until ${answeredMs} ms, because your code held the ` +
        'thread from the first item to the last'
      : `Your code held the thread for ${heldMs} ms${isWhole ? ', from the first item to the last' : ''}`
  const perSlice = itemsPerSlice(played, scene)
  const multiple = multipleInSlices(played, scene)
  diagnose(
    // Where the answer was in time, a picture of the call would show nothing wrong.
    isLate ? run : { ...run, trace: { ...run.trace, calls: [] } },
    [
      [
        isTooLong && ran.has('tasks'),
        `${held}. It did pause there, but not for a timer. Node can handle several other events in a row, such ` +
          'as messages of a `MessageChannel`, before it runs its timers. Await a promise that a timer or an ' +
          'immediate resolves.',
      ],
      [
        isWhole && timers > 1 && ran.has('microtasks'),
        `${held}. It set ${timers} timers or immediates, but your \`await\` doesn't wait for them. The ` +
          'global `setTimeout` and `setImmediate` return no promise, and a race ends with the first promise ' +
          'that settles. Await a promise that only the timer resolves.',
      ],
      [
        isWhole && timers > 1,
        `${held}. It set ${timers} timers or immediates, but didn't await any of them, so they fired after ` +
          'the last item. Your function pauses only where it awaits.',
      ],
      [
        isWhole && ran.has('microtasks'),
        `${held}. After \`await\` on a settled promise, code continues in a microtask, and all microtasks ` +
          'run before the next timer or answer. Await a promise that a timer or an immediate resolves.',
      ],
      [
        isWhole && (seen.timersSet > 0 || timers > 0),
        `${held}, without a pause. You set a timer, but no timer can fire while your loop runs. So a flag that ` +
          'a timer sets comes too late. Look at the clock instead, and pause after about 10 ms.',
      ],
      [
        isWhole,
        `${held}, without a pause. An async function runs on the same thread as everything else, and gives it ` +
          'back only where it waits. Pause every 10 ms or so.',
      ],
      [
        isTooLong && perSlice !== undefined,
        `${held}, because it pauses after every ${perSlice} items, whatever they cost. Some items are quick, ` +
          `and some take ${MOST_MS} ms. Look at the clock instead of counting items.`,
      ],
      [
        isTooLong && multiple !== undefined,
        `${held}. Between two pauses, it always digests a multiple of ${multiple} items, as if it looked at the ` +
          `clock only after every ${multiple} items. Look at it before every item.`,
      ],
      [
        isTooLong,
        `Your code does pause, but it held the thread for ${heldMs} ms at a time, from ${hold.fromMs} to ` +
          `${hold.toMs} ms. Pause when you have worked for about 10 ms, by the clock: the next item may take ` +
          `${MOST_MS} ms.`,
      ],
      [
        digestions.length > 0 && isLate,
        `Your code never held the thread for more than ${heldMs} ms, but the answer to a ${CALL_MS} ms call had ` +
          `to wait until ${answeredMs} ms. Timers or immediates that your code had set early ran first, all in ` +
          'a row. Set the next one only when a slice ends, not all of them at the start.',
      ],
    ],
    isLate ? inTime(run.trace) : undefined,
  )
}

/** How many timers and immediates were still waiting when the promise settled. */
function timersLeft({ leftovers }: Played['run']): number {
  return leftovers.reduce((sum, left) => sum + (left.kind === 'timer' ? left.timers : 0), 0)
}

/** A copy of the trace in which the call that was in flight is answered in time. */
function inTime(trace: Trace): Trace {
  const calls = trace.calls.map((call) => ({
    ...call,
    headersMs: call.sentMs + CALL_MS,
    endMs: call.sentMs + CALL_MS,
  }))
  return { ...trace, calls }
}

/** After how many items the code pauses, if that number is the same although their costs differ. */
function itemsPerSlice({ seen }: Played, scene: Scene): number | undefined {
  const [, second = 0, ...more] = digestedPerSlice(seen)
  const isSteady = more.length > 1 && more.slice(0, -1).every((count) => count === second)
  return second > 1 && isSteady && new Set(costsOf(scene)).size > 1 ? second : undefined
}

/** The largest number, from 3 on, of which every slice has a multiple, although the items' costs differ. */
function multipleInSlices({ seen }: Played, scene: Scene): number | undefined {
  const [, ...others] = digestedPerSlice(seen)
  const counts = others.slice(0, -1)
  const divisor = counts.reduce(greatestDivisor, 0)
  return divisor > 2 && counts.length > 2 && new Set(costsOf(scene)).size > 1 ? divisor : undefined
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b)
}

/** How long it may take. Slices of 10 ms with a timer between them take a tenth longer than the work. */
const longest = (work: number): number => 1.3 * work + 2

/** How much time the pauses took. */
export function diagnoseOverhead(played: Played, scene: Scene): void {
  const { run, seen } = played
  const work = workMs(scene)
  const pauses = pausesOf(seen)
  const tookMs = run.settledMs
  const pausedMs = tookMs - work
  const tooLong = tookMs > longest(work)
  const took =
    `${numberText(work)} ms of work took ${numberText(tookMs)} ms, because ${numberText(pausedMs)} ms went ` +
    `into ${numberText(pauses.length)} ${pauses.length === 1 ? 'pause' : 'pauses'}`
  const longestMs = Math.max(0, ...pauses)
  const perSlice = itemsPerSlice(played, scene)
  const [first = 0, ...others] = digestedPerSlice(seen)
  diagnose(run, [
    [
      tooLong && first > 3 && others.length > 3 && others.every((count) => count === 1),
      `${took}. After the first ${first} items, your code paused before every item. Look at how much time ` +
        'has passed since the last pause, not since the start.',
    ],
    [
      tooLong && pauses.length > 3 && pauses.length > 0.9 * (seen.digestions.length - 1),
      `${took}, about one for each item. A timer takes a millisecond or more, even without a delay. Pause only ` +
        'when you have worked for about 10 ms.',
    ],
    [
      tooLong && longestMs > 1,
      `${took} of up to ${longestMs} ms. \`setTimeout\` without a delay is enough. It lets everything that ` +
        'is ready run first.',
    ],
    [
      tooLong && perSlice !== undefined,
      `${took}, one after every ${perSlice} items, whatever they cost. Look at the clock ` +
        'instead of counting items.',
    ],
    [
      tooLong,
      `${took}. Pause only when you have worked for about 10 ms since the last pause, by the clock.`,
    ],
  ])
}
