import { ending, reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { wantedAt, type Played } from './play.ts'
import { first, type Scene } from './scenes.ts'
import { callRanOn, wentOn } from './timeout-rules.ts'
import { nameOf } from './words.ts'

/** When the caller aborts, the work ends, and the promise rejects with the caller's own reason. */
export function diagnoseAbort(played: Played, scene: Scene): void {
  const { run, begun, result, settledMs, call, caller } = played
  const { abortMs = 0, timeoutMs } = scene
  const { atMs } = first(scene)
  const before = abortMs < 0
  const work = begun[0]
  const happened = before
    ? "The caller's signal had already aborted when your function was called"
    : `The caller aborted at ${abortMs} ms`
  const when =
    result === undefined ? 'your promise never settled' : `your promise settled at ${settledMs} ms`
  const wasLate = settledMs > atMs
  diagnose(
    run,
    [
      [
        wasLate && before && work !== undefined && work.aborted !== true,
        `${happened}, but the work got a signal that wasn't aborted, and ${when}. A signal that has already aborted fires ` +
          'no event: look at `signal.aborted` first.',
      ],
      [
        wasLate && work !== undefined && work.aborted !== true,
        `${happened}, but the signal of the work didn't abort, and ${when}. The work has one signal, and both your ` +
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
  diagnoseReason(played, happened, timeoutMs)
  diagnose(run, [
    [
      work?.aborted === true && !Object.is(work.reason, caller.reason),
      `${happened} with ${shown(caller.reason)}, and your promise rejected with that. But the work was aborted with ` +
        `${shown(work?.reason)}. Pass \`signal.reason\` to \`abort\`.`,
    ],
  ])
}

/** Whoever aborts gets their own reason back. */
export function diagnoseReason(
  { run, result, caller }: Played,
  happened: string,
  timeoutMs: number,
): void {
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
      `${happened}, before the ${timeoutMs} ms were over, but your promise rejected with a TimeoutError. A caller ` +
        'may retry after a timeout, and nobody wants that here. Reject with `signal.reason`.',
    ],
    [
      !caller.reason,
      `${happened}. Its reason was ${why}, but your promise ${ending(result)}. A reason can be any value, so look at ` +
        '`signal.aborted`, and pass the reason on as it is.',
    ],
    [
      name === 'AbortError',
      `${happened}. Its reason was ${why}, but your promise rejected with an AbortError that isn't the caller's. ` +
        'Pass `signal.reason` on.',
    ],
    [
      true,
      `${happened}. Its reason was ${why}, but your promise ${ending(result)}. Whoever aborts expects their own ` +
        'reason back: reject with `signal.reason` itself.',
    ],
  ])
}
