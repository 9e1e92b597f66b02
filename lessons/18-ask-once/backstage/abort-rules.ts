import { ending, reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Wanted } from './model.ts'
import type { Played } from './play.ts'

/** A caller's abort is that caller's alone; when all have aborted, so is the call. */
export function diagnoseAborts({ run, calls, came }: Played, wanted: Wanted): void {
  const first = came.findIndex(({ caller }) => caller.abortMs !== undefined)
  const late = came.findIndex(({ caller, settledMs }, i) => {
    const { call, atMs } = wanted.ends[i]!
    return caller.abortMs !== undefined && call === undefined && settledMs !== atMs
  })
  const foreign = came.findIndex(({ result }, i) => {
    const want = wanted.ends[i]!
    return want.call !== undefined && want.end.ok && result?.status === 'rejected'
  })
  const wrong = came.findIndex(({ result, caller }, i) => {
    const { call } = wanted.ends[i]!
    return (
      call === undefined &&
      (result?.status !== 'rejected' || !Object.is(result.reason, caller.reason))
    )
  })
  const before = came.find(({ caller }) => (caller.abortMs ?? 0) < 0)
  const aborted = wanted.calls.findIndex(({ abortedMs }) => abortedMs !== undefined)
  const seen = calls[aborted]
  const should = wanted.calls[aborted]
  const spared = calls.findIndex(
    ({ abortedMs }, i) => abortedMs !== undefined && wanted.calls[i]?.abortedMs === undefined,
  )
  const given = calls.find(({ signal }) => came.some((one) => one.signal && one.signal === signal))
  const unwanted = calls[spared]
  const isOver = (unwanted?.endMs ?? Infinity) < (unwanted?.abortedMs ?? 0)
  const next = wanted.calls.find(({ startMs }) => startMs > (should?.abortedMs ?? Infinity))
  const overtaken = next !== undefined && calls.every(({ startMs }) => startMs !== next.startMs)
  const abortMs = came[first]?.caller.abortMs
  const lateOne = came[late]
  const apart = apartBySignal(came, calls, wanted)
  diagnose(run, [
    [
      calls.some(({ signal }) => !(signal instanceof AbortSignal)),
      '`fn` got no signal. Call it with `(...args, { signal })`, with a signal of your own that aborts when all ' +
        'callers have aborted.',
    ],
    [
      before !== undefined && calls.length > wanted.calls.length,
      "A caller's signal was already aborted, but `fn` was called for it. Throw `signal.reason` first.",
    ],
    [
      apart !== undefined,
      `Callers with ${shown(apart?.arg)} came at ${apart?.firstMs} and ${apart?.atMs} ms, during one call, but \`fn\` was called for ` +
        'both. Callers share a call, whether they pass a signal or not: the key comes from the arguments without ' +
        '`{ signal }`, which are the `args` that `splitCall` returns.',
    ],
    [
      foreign >= 0 && given !== undefined,
      `A caller aborted at ${abortMs} ms, and the promise of another caller, who hadn't aborted, ` +
        `${ending(came[foreign]?.result)}. Don't pass one caller's signal to \`fn\`: others share that call. ` +
        'Give `fn` a signal of its own.',
    ],
    [
      isOver,
      `The call ended at ${unwanted?.endMs} ms. At ${unwanted?.abortedMs} ms a caller's signal aborted, and you aborted the signal ` +
        "of `fn`. Your listener is still on the caller's signal: remove it when the call settles.",
    ],
    [
      spared >= 0,
      `The signal of \`fn\` aborted at ${unwanted?.abortedMs} ms, although someone still waited for the call. ` +
        'Count the callers who wait, and abort only when the last of them has aborted.',
    ],
    [
      foreign >= 0,
      `A caller aborted at ${abortMs} ms, and the promise of another caller, who hadn't aborted, ` +
        `${ending(came[foreign]?.result)}. An abort affects only the caller who aborted.`,
    ],
    [
      late >= 0 && lateOne?.settledMs === undefined,
      `A caller aborted at ${lateOne?.caller.abortMs} ms, but its promise never settled. Race the call against ` +
        'the abort, for each caller.',
    ],
    [
      late >= 0,
      `A caller aborted at ${lateOne?.caller.abortMs} ms, but its promise settled only at ${lateOne?.settledMs} ms. ` +
        'Reject it right away, even if the call goes on for others.',
    ],
    [
      wrong >= 0,
      `A caller aborted with ${shown(came[wrong]?.caller.reason)}, but its promise ${ending(came[wrong]?.result)}. ` +
        'Reject with `signal.reason` itself.',
    ],
    [
      seen !== undefined && seen.abortedMs === undefined,
      `All callers of a call had aborted at ${should?.abortedMs} ms, but the signal of \`fn\` didn't abort. Nobody ` +
        'needs the result any more, so abort the call.',
    ],
    [
      overtaken,
      `All callers had aborted at ${should?.abortedMs} ms. The next caller came at ${next?.startMs} ms, but \`fn\` wasn't called ` +
        'for it. Remove a call from the `Map` as soon as you abort it.',
    ],
    [
      aborted >= 0 && calls.length > wanted.calls.length,
      `All callers of a call had aborted at ${should?.abortedMs} ms, so a new call began. When the old one settled, ` +
        "it removed the new one from the `Map`, so the next caller couldn't find it and started a third call. A " +
        'call may remove only itself.',
    ],
    [
      seen?.abortedMs !== should?.abortedMs,
      `All callers of a call had aborted at ${should?.abortedMs} ms, but the signal of \`fn\` aborted at ` +
        `${seen?.abortedMs} ms. Abort it in the listener of the last caller.`,
    ],
  ])
}

/** Callers of whom at least one has a signal got a call each, although nobody had aborted yet. */
function apartBySignal(
  came: Played['came'],
  calls: Played['calls'],
  wanted: Wanted,
): { readonly arg: unknown; readonly firstMs: number; readonly atMs: number } | undefined {
  for (const { arg, startMs: firstMs, endMs } of wanted.calls) {
    const made = calls.filter((call) => Object.is(call.arg, arg) && call.startMs >= firstMs)
    const atMs = made[1]?.startMs ?? Infinity
    const callers = came.filter(
      ({ caller }) => Object.is(caller.arg, arg) && caller.atMs >= firstMs && caller.atMs <= atMs,
    )
    const isQuiet = callers.every(({ caller: { abortMs = Infinity } }) => abortMs > atMs)
    if (atMs < endMs && isQuiet && callers.some(({ signal }) => signal)) {
      return { arg, firstMs, atMs }
    }
  }
  return undefined
}

/** `fn` aborts its own caller, before it returns. */
export function diagnoseSelfAbort({ run, came }: Played, reason: unknown): void {
  const result = came[0]?.result
  diagnose(run, [
    [
      !Object.is(reasonOf(result), reason),
      `\`fn\` aborted its caller's signal before it returned a promise, and the caller's promise ` +
        `${ending(result)} instead of rejecting with the reason. Your listener came too late to notice: look at ` +
        '`signal.aborted` after you add it.',
    ],
  ])
}

/** The next caller comes in the turn in which the last one aborts. */
export function diagnoseAgainAtOnce({ run, came }: Played): void {
  const [first, next] = came
  diagnose(run, [
    [
      next?.result?.status !== 'fulfilled',
      `A caller aborted at ${first?.caller.abortMs} ms. Right after \`abort()\`, without an \`await\` in between, the next ` +
        `caller called your function, and its promise ${ending(next?.result)}. It joined the aborted call: ` +
        'remove that call from the `Map` in the abort listener itself, not in a later microtask.',
    ],
  ])
}
