import { fc, reasons, shown } from '@overlap/scenarios'
import { abortedAt, diagnose } from '@overlap/trace'
import type { Played } from './play.ts'
import { firstFailure, manyLatencies, plan, type Scene } from './scenes.ts'

/** Draws scenes in which the caller aborts, at a moment when nothing else happens. */
export const aborting: fc.Arbitrary<Scene> = fc
  .record({
    latenciesMs: manyLatencies(1, 10),
    limit: fc.constantFrom(1, 2, 3, 8),
    part: fc.integer({ min: -1, max: 9 }),
    reason: reasons,
    onAbort: fc.constantFrom('stops' as const, 'goes on' as const),
    stopOnError: fc.boolean(),
  })
  .map(({ part, ...scene }) => {
    const lastMs = Math.max(...plan(scene).map(({ endMs }) => endMs))
    const abortMs = part < 0 ? -1 : Math.floor((lastMs * part) / 100) * 10 + 3
    return { ...scene, abortMs }
  })

/** The caller's abort rejects the promise right away, stops the calls, and starts nothing more. */
export function diagnoseAbort({ run, seen, caller }: Played, { abortMs = 0, limit }: Scene): void {
  const isBefore = abortMs < 0
  const after = seen.filter(({ startMs }) => startMs > abortMs || isBefore)
  const inFlight = seen.filter(
    ({ startMs, endMs = Infinity }) => startMs <= abortMs && endMs >= abortMs,
  )
  const when = isBefore
    ? 'The signal was already aborted when `mapPool` was called'
    : `The caller aborted at ${abortMs} ms`
  diagnose(
    run,
    [
      [
        isBefore && after.length > 0,
        `${when}, but \`fn\` was called. Reject with its reason before you call \`fn\`.`,
      ],
      [
        inFlight.some(({ signal }) => signal === undefined),
        `${when}, but you passed no signal to \`fn\`, so its call can't stop. Call \`fn(item, index, { signal })\`.`,
      ],
      [
        inFlight.some(({ signal }) => signal?.aborted !== true),
        `${when}, but the signal that \`fn\` got wasn't aborted, so its call went on. Abort the signal ` +
          "that you pass to `fn` when the caller's signal aborts.",
      ],
      [
        after.length > 0,
        `${when}, but ${after.length === 1 ? 'a call was' : `${after.length} calls were`} started after that. An abort ` +
          'stops the pool, as an error does.',
      ],
      [
        run.outcome === 'never-settles',
        `${when}, and your promise never settled. Reject with \`signal.reason\`.`,
      ],
      [
        run.outcome === 'fulfilled',
        `${when}, but your promise resolved. Reject with \`signal.reason\`.`,
      ],
      [
        run.settledMs > Math.max(0, abortMs),
        `${when}, but your promise rejected only at ${run.settledMs} ms. Reject right away, even if ` +
          `${limit === 1 ? 'a call ignores' : 'calls ignore'} the signal.`,
      ],
      [
        !Object.is(run.reason, caller.reason),
        `The caller aborted with ${shown(caller.reason)}, but your promise rejected with ${shown(run.reason)}. ` +
          'Whoever aborts expects their own reason back: reject with `signal.reason` itself.',
      ],
      [
        inFlight.some(({ signal }) => !Object.is(signal?.reason, caller.reason)),
        `The caller aborted with ${shown(caller.reason)}, but the signal that \`fn\` got has another reason. Pass the ` +
          'reason on.',
      ],
    ],
    isBefore ? undefined : abortedAt(run.trace, abortMs),
  )
}

/** A failure aborts the signal of the calls in flight; a success doesn't. */
export function diagnoseSiblings({ run, seen, abortedAfterwards }: Played, scene: Scene): void {
  const first = firstFailure(scene)
  const ms = first?.ms ?? Infinity
  const goesOn = seen.find(
    ({ at, startMs, endMs = Infinity }) => at !== first?.at && startMs <= ms && endMs > ms,
  )
  const unaborted = seen.find(
    ({ at, startMs, endMs = Infinity, signal }) =>
      at !== first?.at && startMs <= ms && endMs >= ms && signal?.aborted !== true,
  )
  diagnose(
    run,
    [
      [
        first !== undefined && scene.onAbort === 'stops' && (goesOn ?? unaborted) !== undefined,
        `The call for item ${(first?.at ?? 0) + 1} failed at ${first?.ms} ms, but the one for item ` +
          `${((goesOn ?? unaborted)?.at ?? 0) + 1} went on, for a result that nobody will get. Abort the signal that ` +
          '`fn` gets when a call fails.',
      ],
      [
        first !== undefined && !Object.is(run.reason, first.error),
        `The call for item ${(first?.at ?? 0) + 1} failed with ${shown(first?.error)}, but your promise rejected with ` +
          `${shown(run.reason)}. The first error counts, not those of the calls that it aborted.`,
      ],
      [
        abortedAfterwards,
        'All calls succeeded, and then the signal that `fn` got was aborted. If `fn` returns a `Response`, its body ' +
          "can't be read any more. Abort that signal only when the pool stops early.",
      ],
      [
        first === undefined && run.outcome !== 'fulfilled',
        "The caller hadn't aborted and no call failed, but your promise " +
          `${run.outcome === 'rejected' ? `rejected with ${shown(run.reason)}` : 'never settled'}.`,
      ],
    ],
    ms < Infinity ? abortedAt(run.trace, ms) : undefined,
  )
}
