import { count } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Wanted } from './model.ts'
import type { Called, Played } from './play.ts'
import { results, withArg } from './result-rules.ts'
import type { Scene } from './scene.ts'

/** When others can no longer join a call. */
const closeMs = ({ endMs, abortedMs }: Wanted['calls'][number]): number => abortedMs ?? endMs

/** Callers with the same key share the call in flight. After it, the next caller calls anew. */
export function diagnoseSharing(
  played: Played,
  wanted: Wanted,
  scene: Scene,
  { keepsValues = false } = {},
): void {
  const { run, calls, came } = played
  const again = calls.find(({ startMs }) => came.every(({ caller }) => caller.atMs !== startMs))
  diagnose(run, [
    [
      again !== undefined &&
        (calls.length > wanted.calls.length ||
          wanted.calls.some(
            (call) => call.endMs === again.startMs && Object.is(call.arg, again.arg),
          )),
      `\`fn\` was called at ${again?.startMs} ms, when no caller came. Callers who have waited for a call get its ` +
        "value or its error. They don't call `fn` again.",
    ],
    ...tooMany(played, wanted, keepsValues),
    ...tooFew(played, wanted),
    ...results(played, wanted),
  ])
  const wrongArg = calls.find(({ arg }, i) => !Object.is(arg, wanted.calls[i]?.arg))
  diagnose(run, [
    [
      calls.length !== wanted.calls.length,
      `${count(came.length, 'caller')} needed ${count(wanted.calls.length, 'call')}, but \`fn\` was called ` +
        `${calls.length} times. Share a call while it's in flight, and only then.`,
    ],
    [
      wrongArg !== undefined && scene.callers.every(({ arg }) => !Object.is(arg, wrongArg.arg)),
      `\`fn\` was called ${withArg(wrongArg?.arg)}, but no caller passed that. Pass the argument to \`fn\` as it is.`,
    ],
  ])
}

/** The calls with an argument that begin while the first one should be in flight. */
function during(calls: readonly Called[], wanted: Wanted['calls'][number]): Called[] {
  const { arg, startMs } = wanted
  const endMs = closeMs(wanted)
  return calls.filter(
    (call) =>
      Object.is(call.arg, arg) &&
      call.startMs >= startMs &&
      (call.startMs < endMs || call.startMs === startMs),
  )
}

function tooMany(
  { calls, came }: Played,
  { calls: wanted }: Wanted,
  keepsValues: boolean,
): [boolean, string][] {
  const first = wanted.find((call) => during(calls, call).length > 1)
  if (!first) return []
  const made = during(calls, first)
  const callers = came.filter(
    ({ caller: { arg, atMs } }) =>
      Object.is(arg, first.arg) &&
      atMs >= first.startMs &&
      atMs < Math.max(closeMs(first), first.startMs + 1),
  )
  const atSameMoment = callers.filter(({ caller }) => caller.atMs === first.startMs).length
  const isTooLate =
    made.length < callers.length && made.every(({ startMs }) => startMs === first.startMs)
  const what =
    `${count(callers.length, 'caller')} called your function ${withArg(first.arg)} while the first call ` +
    `was in flight, from ${first.startMs} to ${first.endMs} ms, and \`fn\` was called ${made.length} times.`
  return [
    [
      isTooLate && atSameMoment > 1,
      `${atSameMoment} callers came at the same moment, and \`fn\` was called ${made.length} times. Later callers ` +
        'did share a call. You store the call only after an `await`, and until then, nobody can find it. ' +
        'Store its promise right when you call `fn`.',
    ],
    [
      made.length === callers.length && keepsValues,
      `${what} You do keep the value, but it arrives only when the call ends, and until then, nobody can find it. ` +
        'Keep the promise of the call instead.',
    ],
    [
      made.length === callers.length,
      `${what} Many callers can await the same promise. Store it in a \`Map\` right when you call \`fn\`, under what ` +
        '`key(...args)` returns, and return it to later callers until the call settles.',
    ],
    [true, `${what} All of them should share the first call.`],
  ]
}

function tooFew({ calls, came }: Played, wanted: Wanted): [boolean, string][] {
  const missing = wanted.calls.find(
    ({ arg, startMs }) =>
      !calls.some((call) => Object.is(call.arg, arg) && call.startMs === startMs),
  )
  if (!missing) return []
  const { arg, startMs } = missing
  const i = came.findIndex(({ caller }) => Object.is(caller.arg, arg) && caller.atMs === startMs)
  const result = came[i]?.result
  const before = wanted.calls.findLast(
    (call) => Object.is(call.arg, arg) && call.endMs <= startMs && call !== missing,
  )
  const isOld =
    before !== undefined &&
    (before.end.ok
      ? result?.status === 'fulfilled' && Object.is(result.value, before.end.value)
      : result?.status === 'rejected' && Object.is(result.reason, before.end.error))
  const other = wanted.calls.find(
    (call) => !Object.is(call.arg, arg) && call.startMs <= startMs && closeMs(call) > startMs,
  )
  const late = calls.find((call) => Object.is(call.arg, arg) && call.startMs > startMs)
  const next = `A caller called your function ${withArg(arg)} at ${startMs} ms`
  return [
    [
      isOld && !before.end.ok && before.startMs === before.endMs,
      `\`fn\` threw at ${before?.startMs} ms, before it returned a promise. The next caller came at ${startMs} ms and got the ` +
        'same error without a new call. Either you never remove that promise, or you remove it before you ' +
        'store it.',
    ],
    [
      isOld && !before.end.ok,
      `The call ${withArg(arg)} failed at ${before?.endMs} ms. The next caller came at ${startMs} ms and got the ` +
        'same error without a new call. If you keep a rejected promise, every later caller gets its error. Remove ' +
        'it from the `Map` when it settles, whether it resolves or rejects.',
    ],
    [
      isOld,
      `The call ${withArg(arg)} ended at ${before?.endMs} ms. The next caller came at ${startMs} ms and got its ` +
        "old value without a new call. Single-flight isn't a cache: remove the promise from the `Map` when " +
        'it settles.',
    ],
    [
      before !== undefined && result === undefined,
      `${next}, after the call before had settled, but \`fn\` wasn't called and the caller's promise never ` +
        'settled. Remove each call when it settles, whether it resolves or rejects.',
    ],
    [
      other !== undefined && late !== undefined,
      `${next}, but \`fn\` was called only at ${late?.startMs} ms, because a call ${withArg(other?.arg)} was in ` +
        "flight. Different keys don't wait for each other: keep one promise for each key.",
    ],
    [
      other !== undefined,
      `${next} while a call ${withArg(other?.arg)} was in flight, and \`fn\` wasn't called ${withArg(arg)}. ` +
        "Different keys don't share a call: keep one promise for each key.",
    ],
    [
      late !== undefined,
      `${next}, but \`fn\` was called only at ${late?.startMs} ms. Call it right away.`,
    ],
    [true, `${next}, when no such call was in flight, but \`fn\` wasn't called.`],
  ]
}
