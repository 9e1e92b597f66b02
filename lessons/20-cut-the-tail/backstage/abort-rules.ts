import { ending, reasonOf, shown } from '@overlap/scenarios'
import { diagnoseCalls, diagnoseSuccess, eachCaller } from './call-rules.ts'
import { diagnoseFailure } from './failure-rules.ts'
import { diagnoseLoser } from './loser-rules.ts'
import type { Played } from './play.ts'
import type { Scene } from './scene.ts'

/** The caller's abort rejects at once with its reason, and aborts both calls. */
export function diagnoseAbort(played: Played, scene: Scene): void {
  eachCaller(played, scene, (mine, wanted) => {
    const { calls, result, settledMs = Infinity, caller } = mine
    const { abortMs = Infinity, atMs, reason } = caller
    if (wanted.end !== 'reason') return []
    const aborted =
      (scene.single ? `${scene.single.why}. ` : '') +
      (abortMs < atMs
        ? "The caller's signal had already aborted when it called your function"
        : `The caller aborted at ${abortMs} ms`)
    const asEver = scene.single ? ', as in the task' : ''
    const isReason = result?.status === 'rejected' && Object.is(result.reason, reason)
    const got = reasonOf(result)
    const running = calls.filter(({ abortedMs }) => abortedMs === undefined)
    const stopMs = Math.max(atMs, abortMs)
    const late = calls.find(({ startMs, abortedMs = 0 }) => startMs <= stopMs && abortedMs > stopMs)
    const which = calls.length === 1 ? 'the call' : running.length === 2 ? 'both calls' : 'one call'
    return [
      [
        abortMs < atMs && calls.length > 0,
        `${aborted}, but \`fn\` was called. An aborted signal doesn't fire \`abort\` again, so check \`signal.aborted\` first.`,
      ],
      [
        running.length > 0 && calls.length > 0,
        `${aborted}, but your code didn't abort ${which}. Give \`fn\` a signal that aborts when the caller's does: ` +
          '`AbortSignal.any` combines two.',
      ],
      [
        late !== undefined,
        `${aborted}, but a call was aborted only at ${late?.abortedMs} ms. Abort ${calls.length === 1 ? 'it' : 'both calls'} at once.`,
      ],
      [
        settledMs > wanted.settledMs,
        `${aborted}, but your promise ` +
          `${settledMs === Infinity ? 'never settled' : `settled only at ${settledMs} ms`}. Reject at once${asEver}: \`fn\` may ` +
          'ignore its signal.',
      ],
      [
        !isReason && got instanceof AggregateError,
        `${aborted}, and your promise ${ending(result)}. The calls didn't fail, they were aborted. Reject with ` +
          `the caller's own reason, ${shown(reason)}.`,
      ],
      [
        !isReason,
        `${aborted}, with the reason ${shown(reason)}, but your promise ${ending(result)}. Reject with ` +
          '`signal.reason` itself.',
      ],
    ]
  })
  diagnoseCalls(played, scene)
  diagnoseSuccess(played, scene)
  diagnoseFailure(played, scene)
  diagnoseLoser(played, scene)
}
