import { ending, reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Played } from './play.ts'
import { first, type Scene } from './scenes.ts'
import { nameOf } from './words.ts'

/** If time is up and the caller aborts, whichever happened first decides, even if the work ends later. */
export function diagnoseOrder({ run, result, caller }: Played, scene: Scene): void {
  const { timeoutMs, abortMs = Infinity } = scene
  const { what } = first(scene)
  const reason = reasonOf(result)
  const isRejected = result?.status === 'rejected'
  const isCallers = isRejected && caller.aborted && Object.is(reason, caller.reason)
  const isTimeout =
    !isCallers && reason instanceof DOMException && nameOf(reason) === 'TimeoutError'
  const why = shown(caller.reason)
  const [cause, next] =
    what === 'timeout'
      ? [`Time was up at ${timeoutMs} ms`, `the caller aborted at ${abortMs} ms with ${why}`]
      : [`The caller aborted at ${abortMs} ms with ${why}`, `time was up at ${timeoutMs} ms`]
  const both = `${cause}, and ${next}, while the work was still cleaning up`
  const keep = "A signal keeps its first reason: reject with that of the work's signal."
  diagnose(run, [
    [
      result === undefined,
      `${cause}, and the work then cleaned up, but your promise never settled. Reject at that moment, or when the work does.`,
    ],
    [
      what === 'timeout' && isCallers,
      `${both}. Your promise rejected with the caller's reason, ${shown(reason)}. The timeout came first, so its ` +
        `TimeoutError decides. ${keep}`,
    ],
    [
      what === 'abort' && isTimeout && !caller.reason,
      `${both}. Your promise rejected with a TimeoutError. The abort came first, and ${why} is a reason like any ` +
        'other. Code such as `reason ?? …` or `reason || …` takes it for "no reason yet".',
    ],
    [
      what === 'abort' && isTimeout,
      `${both}. Your promise rejected with a TimeoutError. The caller's abort came first, so its reason decides. ${keep}`,
    ],
    [
      !(what === 'timeout' ? isTimeout : isCallers),
      `${both}. Your promise ${ending(result)}. The ${what === 'timeout' ? 'timeout' : 'abort'} came first, so ` +
        `reject with ${what === 'timeout' ? 'its TimeoutError' : shown(scene.reason ?? caller.reason)}.`,
    ],
  ])
}
