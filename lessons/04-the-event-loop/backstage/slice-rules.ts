import { numberText, diagnose, type Trace } from '@overlap/trace'
import { digestedPerSlice, longestHold, pausesOf } from './measure.ts'
import { CALL_MS, type Played } from './play.ts'
import { costsOf, LIMIT_MS, MOST_MS, workMs, type Scene } from './scenes.ts'

/** A call leaves, and its answer is taken, between two slices. */
const LATEST_MS = CALL_MS + 3 * LIMIT_MS

/** How long the thread was held, and the call that was in flight meanwhile. */
export function diagnoseHolds(played: Played, scene: Scene): void {
  const { run, seen } = played
  const { digestions } = seen
  const { fromMs, toMs } = longestHold(played)
  const heldMs = toMs - fromMs
  const whole =
    fromMs <= (digestions[0]?.startMs ?? 0) && toMs >= (digestions.at(-1)?.endMs ?? Infinity)
  const answeredMs = run.trace.calls[0]?.endMs ?? 0
  const late = whole && answeredMs > LATEST_MS
  const stalled = late
    ? `The answer of a ${CALL_MS} ms call had to wait until ${answeredMs} ms, because your code held the ` +
      'thread from the first item to the last'
    : `Your code held the thread for ${heldMs} ms, from the first item to the last`
  const perSlice = itemsPerSlice(played, scene)
  diagnose(
    run,
    [
      [
        heldMs > LIMIT_MS && whole && seen.ranMicrotasks,
        `${stalled}. Between your items, microtasks ran, but no timer did: an \`await\` on a settled ` +
          'promise continues in a microtask, and those all run before any timer and any answer. Wait ' +
          'for a timer or an immediate.',
      ],
      [
        heldMs > LIMIT_MS && whole,
        `${stalled}, without a pause. An async function runs on the same thread as everything else, and it gives the ` +
          'thread back only where it waits. Pause now and then.',
      ],
      [
        heldMs > LIMIT_MS && perSlice !== undefined,
        `Your code held the thread for ${heldMs} ms, because it pauses after every ${perSlice} items, ` +
          `whatever they cost. Some items are quick, and some take ${MOST_MS} ms: look at the clock instead ` +
          'of counting items.',
      ],
      [
        heldMs > LIMIT_MS,
        `Your code does pause, but it held the thread for ${heldMs} ms at a time, from ${fromMs} to ` +
          `${toMs} ms. Work for about 10 ms, by the clock, before you pause again.`,
      ],
      [
        digestions.length > 0 && answeredMs > LATEST_MS,
        `Your code pauses, but the answer of a ${CALL_MS} ms call wasn't taken until ${answeredMs} ms: ` +
          'timers or immediates that you had set earlier came first. Set the next one only when a ' +
          'slice is over, not one for each item at the start.',
      ],
    ],
    late || answeredMs > LATEST_MS ? inTime(run.trace) : undefined,
  )
}

/** The trace with the call that was in flight answered in time. */
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

/** How much longer than the work itself it may take: slices of 10 ms with a timer take a tenth. */
const longest = (work: number): number => 1.3 * work + 2

/** How long the pauses took. */
export function diagnoseOverhead(played: Played, scene: Scene): void {
  const { run, seen } = played
  const work = workMs(scene)
  const pauses = pausesOf(seen)
  const tookMs = run.settledMs
  const pausedMs = tookMs - work
  const tooLong = tookMs > longest(work)
  const took =
    `${numberText(work)} ms of work took ${numberText(tookMs)} ms: ${numberText(pausedMs)} ms went into ` +
    `${numberText(pauses.length)} ${pauses.length === 1 ? 'pause' : 'pauses'}`
  const longestMs = Math.max(0, ...pauses)
  const perSlice = itemsPerSlice(played, scene)
  const [first = 0, ...others] = digestedPerSlice(seen)
  diagnose(run, [
    [
      tooLong && first > 3 && others.length > 3 && others.every((count) => count === 1),
      `${took}: after the first ${first} items, your code paused before every item. Look at how much time ` +
        'has passed since the last pause, not since the start.',
    ],
    [
      tooLong && pauses.length > 3 && pauses.length > 0.9 * (seen.digestions.length - 1),
      `${took}, about one for each item. A timer takes a millisecond or more, even without a delay. Pause only ` +
        'when you have worked for about 10 ms.',
    ],
    [
      tooLong && longestMs > 1,
      `${took} of up to ${longestMs} ms. A timer without a delay is enough: it fires when everything ` +
        'that is ready has had its turn.',
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
