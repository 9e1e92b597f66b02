import { ending, reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { diagnoseReason } from './caller-rules.ts'
import type { Played } from './play.ts'
import { first, type Scene } from './scenes.ts'
import { nameOf } from './words.ts'

/** Work that ignores its signal, or makes something else of the abort, changes nothing for the caller. */
export function diagnoseStubborn(played: Played, scene: Scene): void {
  const { run, begun, result, settledMs } = played
  const { what, atMs } = first(scene)
  const happened =
    what === 'timeout' ? `Time was up at ${atMs} ms` : `The caller aborted at ${atMs} ms`
  const reason = reasonOf(result)
  diagnose(run, [
    [
      settledMs > atMs && result === undefined,
      `${happened}, but this work ignores its signal and never ends, so your promise never settled. An abort is a ` +
        'request. Also reject a promise of your own at that moment.',
    ],
    [
      settledMs > atMs,
      `${happened}, but this work ignores its signal, and your promise settled only at ${settledMs} ms. An abort is ` +
        'a request. Also reject a promise of your own at that moment.',
    ],
    [
      begun[0]?.aborted !== true,
      `${happened}, but the signal of the work wasn't aborted. Do both: abort and reject.`,
    ],
    [
      scene.onAbort === 'returns' && result?.status === 'fulfilled',
      `${happened}. The work answered the abort with ${shown('half a result')}, and your promise resolved with it. ` +
        'The timeout or the abort came first, so it decides: reject before you abort.',
    ],
    [
      reason instanceof Error && reason.message === 'I was interrupted',
      `${happened}. The work answered the abort with an error of its own, and your promise rejected with that error. ` +
        'The timeout or the abort came first, so its error decides: reject before you abort.',
    ],
    [
      what === 'timeout' && !(nameOf(reason) === 'TimeoutError' && reason instanceof DOMException),
      `${happened}, but your promise ${ending(result)}. Expected a DOMException named \`TimeoutError\`.`,
    ],
  ])
  if (what === 'abort') diagnoseReason(played, happened, scene.timeoutMs)
}
