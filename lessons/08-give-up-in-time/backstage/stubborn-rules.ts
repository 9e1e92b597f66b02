import { ending, reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { diagnoseReason } from './caller-rules.ts'
import type { Played } from './play.ts'
import { first, type Scene } from './scenes.ts'
import { nameOf, thenableText, timeText } from './words.ts'

/** The promise rejects in time, also if the work ignores its signal or settles differently on an abort. */
export function diagnoseStubborn(played: Played, scene: Scene): void {
  const { run, begun, result, settledMs } = played
  const { what, atMs } = first(scene)
  const happened =
    what === 'timeout' ? `Time was up at ${atMs} ms` : `The caller aborted at ${atMs} ms`
  const reason = reasonOf(result)
  const wasLate = settledMs > atMs
  const race =
    'aborting only asks it to stop. At the same moment, reject a promise of your own, and race it against the work. ' +
    "Both the timeout and the caller's abort have to reject it."
  const order = `The ${what} came first, so it decides: reject before you abort.`
  diagnose(run, [
    [
      wasLate && scene.onAbort === 'goes on' && scene.end === 'returns a thenable',
      `${happened}, but your promise ${result ? `settled only at ${timeText(settledMs)}` : 'never settled'}. ${thenableText}`,
    ],
    [
      wasLate && scene.onAbort === 'goes on' && result === undefined,
      `${happened}, but your promise never settled. This work ignores its signal and never ends: ${race}`,
    ],
    [
      wasLate && scene.onAbort === 'goes on',
      `${happened}, but your promise settled only at ${timeText(settledMs)}. This work ignores its signal: ${race}`,
    ],
    [
      begun[0]?.aborted !== true,
      `${happened}, but the work's signal wasn't aborted. Do both: abort and reject.`,
    ],
    [
      wasLate,
      `${happened}, but your promise ${result ? `settled only at ${timeText(settledMs)}` : 'never settled'}. Reject at ` +
        'the moment of the timeout or the abort, whatever the work does then.',
    ],
    [
      scene.onAbort === 'returns' && result?.status === 'fulfilled',
      `${happened}, but your promise resolved with ${shown('half a result')}, which the work returned when its ` +
        `signal aborted. That won the race. ${order}`,
    ],
    [
      reason instanceof Error && reason.message === 'I was interrupted',
      `${happened}, but you rejected with the work's error. When its signal aborted, the work threw ${shown(reason)}, and ` +
        `that won the race. ${order}`,
    ],
    [
      what === 'timeout' && !(nameOf(reason) === 'TimeoutError' && reason instanceof DOMException),
      `${happened}, but your promise ${ending(result)}. Expected a DOMException named \`TimeoutError\`.`,
    ],
  ])
  if (what === 'abort') diagnoseReason(played, happened)
}
