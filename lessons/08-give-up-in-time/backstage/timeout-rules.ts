import { ending, reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { wantedAt, type Played } from './play.ts'
import { first, type Scene } from './scenes.ts'
import { nameOf, thenableText, timeText } from './words.ts'

/** When time is up, the work ends, and the promise rejects with a TimeoutError. */
export function diagnoseTimeout(played: Played, scene: Scene): void {
  const { run, begun, result, settledMs, call, caller } = played
  const { atMs } = first(scene)
  const work = begun[0]
  const phase =
    scene.headersMs < atMs ? 'while the body was arriving' : 'while the work waited for the headers'
  const up = `Time was up at ${atMs} ms, ${phase}`
  const wasLate = settledMs > atMs
  const when =
    result === undefined
      ? 'your promise never settled'
      : `your promise settled at ${timeText(settledMs)}`
  const isCallers = work !== undefined && work.signal === caller
  diagnose(
    run,
    [
      [
        settledMs < atMs,
        `The work may take ${atMs} ms, but your promise ${ending(result)} at ${settledMs} ms.`,
      ],
      [
        scene.end === 'returns a thenable' && (wasLate || run.unhandled.length > 0),
        `${up}, and ${run.unhandled.length > 0 ? `nothing handled the rejection with ${shown(run.unhandled[0])}` : when}. ${thenableText}`,
      ],
      [
        wasLate && work?.aborted === true,
        `${up}. The signal of the work aborted, but ${when}. Reject when the work does, or at the same ` +
          'moment as you abort.',
      ],
      [
        wasLate && isCallers,
        `${up}, but ${when}: the work got the caller's own signal, which only the caller can abort. Give ` +
          'the work a signal that your timeout can abort.',
      ],
      [
        wasLate && nameOf(reasonOf(result)) === 'TimeoutError',
        `${up}, but your promise rejected with a TimeoutError only at ${timeText(settledMs)}. Start one timer for ` +
          '`timeoutMs`, before you call the work.',
      ],
      [
        wasLate,
        `${up}, but nothing aborted the work's signal, and ${when}. Does your timer run until the work has ended? In a ` +
          '`try` block, `return promise` runs `finally` right away; `return await promise` waits first.',
      ],
      [
        callRanOn(played, atMs) && isCallers,
        `${up}, and your promise settled, but the call went on: the work got the caller's own signal, which ` +
          'your timeout cannot abort. Give the work a signal of its own, and abort it when time is up.',
      ],
      [
        callRanOn(played, atMs) && work?.aborted !== true,
        `${up}, and your promise settled, but the call ${wentOn(call?.endMs)}. A race ends the waiting, not ` +
          'the work. Abort the signal that you give to the work.',
      ],
      [
        callRanOn(played, atMs),
        `${up}, and your promise settled, but the call ${wentOn(call?.endMs)}.`,
      ],
    ],
    wantedAt(atMs, played),
  )
  const reason = reasonOf(result)
  const given = work?.reason
  diagnose(run, [
    [
      result?.status === 'fulfilled',
      `${up}, and your promise ${ending(result)}. Its caller takes that for the result of the work. A ` +
        'timeout is an error: reject.',
    ],
    [
      reason === undefined,
      `${up}, and your promise ${ending(result)}. Reject with the TimeoutError.`,
    ],
    [
      nameOf(reason) === 'AbortError',
      `${up}, and your promise rejected with an AbortError, as if the caller had aborted. That is the ` +
        'default reason: pass your TimeoutError to `abort`.',
    ],
    [
      ['TypeError', 'ReferenceError', 'RangeError'].includes(nameOf(reason)),
      `${up}, and your promise ${ending(result)}. That error comes from your code.`,
    ],
    [
      nameOf(reason) === 'TimeoutError' && !(reason instanceof DOMException),
      `${up}, and your promise rejected with an error that is named TimeoutError, but isn't a DOMException. ` +
        "Use `new DOMException(message, 'TimeoutError')`, as the platform does.",
    ],
    [
      nameOf(reason) !== 'TimeoutError',
      `${up}, and your promise ${ending(result)}. A caller looks for the name \`TimeoutError\`, to tell a ` +
        "timeout from a failure. Use `new DOMException(message, 'TimeoutError')`.",
    ],
    [
      !(reason instanceof DOMException),
      `${up}, and your promise ${ending(result)}. Expected a DOMException named \`TimeoutError\`.`,
    ],
    [
      work?.aborted === true && !Object.is(given, reason) && shown(given) === shown(reason),
      `${up}. Your promise ${ending(result)}, but the work was aborted with another object, a second ` +
        `${shown(given)}. Create the error once, and use it for both.`,
    ],
    [
      work?.aborted === true && !Object.is(given, reason),
      `${up}. Your promise ${ending(result)}, but the work was aborted with ${shown(given)}, so the work ` +
        "can't tell why it was aborted. Pass the same error to `abort`.",
    ],
  ])
}

/** Whether the call went on when it should have been aborted. */
export function callRanOn({ call }: Played, atMs: number): boolean {
  return call !== undefined && (call.endMs === undefined || call.endMs > atMs)
}

/** How long a call went on, in words. */
export function wentOn(endMs: number | undefined): string {
  return endMs === undefined ? 'went on without an end' : `went on until ${timeText(endMs)}`
}
