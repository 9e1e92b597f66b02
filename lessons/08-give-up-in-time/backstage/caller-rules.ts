import { ending, reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { wantedAt, type Played } from './play.ts'
import { first, type Scene } from './scenes.ts'
import { callRanOn, wentOn } from './timeout-rules.ts'
import { nameOf, timeText } from './words.ts'

/** When the caller aborts, the work ends, and the promise rejects with the caller's own reason. */
export function diagnoseAbort(played: Played, scene: Scene): void {
  const { run, begun, result, settledMs, call, caller } = played
  const { abortMs = 0 } = scene
  const { atMs } = first(scene)
  const before = abortMs < 0
  const work = begun[0]
  const happened = before
    ? "The caller's signal had already aborted"
    : `The caller aborted at ${abortMs} ms`
  const when =
    result === undefined
      ? 'your promise never settled'
      : `your promise settled at ${timeText(settledMs)}`
  const wasLate = settledMs > atMs
  // If the timeout ended the call, the caller's abort did nothing.
  const { outcome, endMs = Infinity } = call ?? {}
  const wasAbortedLate =
    wasLate && outcome === 'aborted' && endMs > atMs && endMs !== scene.timeoutMs
  diagnose(
    run,
    [
      [
        wasAbortedLate,
        `${happened}, but your code aborted the work only at ${timeText(endMs)}. An \`abort\` listener runs at the ` +
          `moment of the abort${before ? '. If the signal has already aborted, look at `signal.aborted`.' : ": add one to the caller's signal."}`,
      ],
      [
        wasLate && before && work !== undefined && work.aborted !== true,
        `${happened}, but the work got a signal that wasn't aborted, and ${when}. A signal that has already aborted fires ` +
          'no event: look at `signal.aborted` first.',
      ],
      [
        wasLate && work !== undefined && work.aborted !== true,
        `${happened}, but nothing aborted the signal of the work then, and ${when}. The work has one signal, and both your ` +
          "timeout and the caller's signal have to abort it.",
      ],
      [wasLate, `${happened}, but ${when}. Reject as soon as the caller aborts.`],
      [
        callRanOn(played, atMs) && before,
        `${happened}, but the work ran, and its call ${wentOn(call?.endMs)}. A signal that has already aborted ` +
          'fires no event: look at `signal.aborted` first.',
      ],
      [
        callRanOn(played, atMs),
        `${happened}, and your promise settled, but the call ${wentOn(call?.endMs)}. Abort the signal of the work, too.`,
      ],
    ],
    wantedAt(atMs, played),
  )
  diagnoseReason(played, happened)
  diagnose(run, [
    [
      work?.aborted === true && !Object.is(work.reason, caller.reason),
      `${happened} with ${shown(caller.reason)}, and your promise rejected with that. But the work was aborted with ` +
        `${shown(work?.reason)}. Pass \`signal.reason\` to \`abort\`.`,
    ],
  ])
}

/** The promise rejects with the caller's own reason. */
export function diagnoseReason({ run, result, caller }: Played, happened: string): void {
  const reason = reasonOf(result)
  const isRight = result?.status === 'rejected' && Object.is(reason, caller.reason)
  const name = nameOf(reason)
  if (isRight) return
  const why = shown(caller.reason)
  diagnose(run, [
    [
      result?.status === 'fulfilled',
      `${happened}, but your promise ${ending(result)}. Reject with \`signal.reason\`.`,
    ],
    [
      name === 'TimeoutError' && reason instanceof DOMException,
      `${happened}, but you rejected with a TimeoutError. Callers often retry after a timeout, but this one aborted ` +
        'on purpose. Reject with `signal.reason`.',
    ],
    [
      !caller.reason,
      `${happened} with ${why}, but your promise ${ending(result)}. A reason can be any value. To find out whether ` +
        'a signal has aborted, look at `signal.aborted`, not at the reason.',
    ],
    [
      name === 'AbortError',
      `${happened} with ${why}, but you rejected with another AbortError. Reject with ` +
        '`signal.reason` itself.',
    ],
    [
      true,
      `${happened} with ${why}, but your promise ${ending(result)}. Whoever aborts expects their own reason back: ` +
        'reject with `signal.reason` itself.',
    ],
  ])
}
