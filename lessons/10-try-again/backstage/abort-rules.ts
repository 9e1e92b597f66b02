import { audited, simulate } from '@overlap/mock-server'
import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { teapots, type PlaceOrder } from './order-play.ts'
import type { Played } from './play.ts'
import type { Scene } from './scenes.ts'

/** Whoever aborts gets their own reason, at that moment, and no attempt follows. */
export function diagnoseAbort(played: Played, { abortMs = 0, retries = 2 }: Scene): void {
  const { run, attempts, begunAtAbort, abortedInAttempt } = played
  const late = run.settledMs > Math.max(0, abortMs)
  const again = attempts.length > begunAtAbort
  const when = `The caller aborted in the pause, at ${abortMs} ms`
  const last = attempts[begunAtAbort - 1]
  diagnose(run, [
    [
      abortMs < 0 && attempts.length > 0,
      'The signal was already aborted when `retry` was called, but `fn` was called anyway. ' +
        'Before each attempt, throw if the signal is aborted.',
    ],
    [
      abortMs < 0 && late,
      'The signal was already aborted when `retry` was called, but your promise settled only at ' +
        `${run.settledMs} ms. Throw its reason before the first attempt.`,
    ],
    [
      abortedInAttempt && last?.signal?.aborted !== true,
      `The caller aborted at ${abortMs} ms, but the signal that \`fn\` got wasn't aborted, so its call ` +
        "went on. Pass the caller's signal to `fn`.",
    ],
    [
      abortedInAttempt && again,
      `The caller aborted at ${abortMs} ms, which ended the call. You took that for a failure and ` +
        'called `fn` again. An abort is not a failure: check the signal before `shouldRetry`.',
    ],
    [
      abortedInAttempt && late,
      `The caller aborted at ${abortMs} ms, which ended the call, but your promise settled at ` +
        `${run.settledMs} ms. An abort is not a failure: check the signal before you pause.`,
    ],
    [
      again && late,
      `${when}. The pause went on to its end, and then you called \`fn\` again. Pass the signal to ` +
        '`pause`, so that the abort ends it.',
    ],
    [
      again && (attempts[begunAtAbort]?.startMs ?? 0) > abortMs,
      `${when}, and your promise rejected. But your code went on after the pause and called \`fn\` again. Pass ` +
        'the signal to `pause`, so that the abort ends it.',
    ],
    [
      again,
      `${when}, and you called \`fn\` again right away. When the signal aborts, throw its reason.`,
    ],
    [
      run.outcome === 'never-settles',
      `${abortMs < 0 ? 'The signal was already aborted' : `The caller aborted at ${abortMs} ms`}, and your ` +
        'promise never settled. Reject with `signal.reason`.',
    ],
    [
      late,
      `${when}, but your promise settled at ${run.settledMs} ms. Pass the signal to \`pause\`, so that ` +
        'the abort ends it.',
    ],
    ...reasonLines(played, abortMs, retries),
  ])
}

/** After a success, the signal of `fn` stays as it is. A `Response` that it returned needs it. */
export function diagnoseAfterwards({ run, attempts, abortedByOther }: Played): void {
  diagnose(run, [
    [
      abortedByOther,
      `Attempt ${attempts.length} succeeded, and then the signal that \`fn\` got was aborted, although the caller ` +
        "hadn't aborted. If `fn` returns a `Response`, its body can't be read any more. Abort that signal " +
        "only when the caller's signal aborts.",
    ],
  ])
}

/** How the promise settled once the caller had aborted. */
function reasonLines(played: Played, abortMs: number, retries: number): [boolean, string][] {
  const { run, caller, attempts, begunAtAbort, abortedInAttempt } = played
  const isOther = !Object.is(run.reason, caller.reason)
  const inPause = abortMs >= 0 && !abortedInAttempt
  const aborted = `The caller aborted with ${shown(caller.reason)}`
  const thrown = attempts.map((attempt) => attempt.thrown)
  const which = thrown.findIndex((error) => Object.is(error, run.reason))
  const isRethrown = isOther && abortedInAttempt && Object.is(run.reason, thrown[begunAtAbort - 1])
  return [
    [
      run.outcome === 'fulfilled',
      `The caller aborted, but your promise resolved with ` +
        `${shown(run.outcome === 'fulfilled' ? run.value : undefined)}. Reject with \`signal.reason\`.`,
    ],
    [
      isRethrown && begunAtAbort > retries,
      `With \`retries: ${retries}\`, the caller aborted with ${shown(caller.reason)} during the last attempt. \`fn\` then threw ` +
        `${shown(run.reason)}, and you rethrew it. Check the signal after each failed attempt, the last one ` +
        'too, before you check `retries`.',
    ],
    [
      isRethrown,
      `${aborted} during an attempt. \`fn\` then threw ${shown(run.reason)}, and you rethrew it. In ` +
        '`catch`, check the signal first and throw `signal.reason`.',
    ],
    [
      isOther && inPause && which >= 0,
      `${aborted} during the pause, but your promise rejected with ${shown(run.reason)}, the error of ` +
        `attempt ${which + 1}. If the signal aborts, throw \`signal.reason\`.`,
    ],
    [
      isOther && inPause,
      `${aborted} during the pause, but your promise rejected with ${shown(run.reason)}. Reject with ` +
        '`signal.reason` itself. `pause` does that if you pass it the signal.',
    ],
    [
      isOther,
      `${aborted}, but your promise rejected with ${shown(run.reason)}. Whoever aborts expects their own ` +
        'reason back: throw `signal.reason` itself.',
    ],
  ]
}

/** An order is aborted in its last attempt, or in the pause after the first. */
export async function judgeOrderAbort(
  placeOrder: PlaceOrder,
  { idempotencyKey, inPause }: { readonly idempotencyKey?: null; readonly inPause?: boolean } = {},
): Promise<void> {
  const controller = new AbortController()
  const reason = new Error('the user left the page')
  const { signal } = controller
  const attempts = idempotencyKey === null ? 1 : 3
  const abortMs = inPause ? 123 : (attempts - 1) * 150 + 53
  const options = { delayMs: 50, signal, ...(idempotencyKey === null && { idempotencyKey }) }
  const place = audited(placeOrder)
  const run = await simulate(
    { latency: 100, failures: [{ kind: 'status', status: 503 }] },
    ({ origin }, time) => {
      void time.sleep(abortMs).then(() => controller.abort(reason))
      return place(origin, teapots, options)
    },
    { leaves: ['call', 'listener', 'timer'] },
  )
  const { calls } = run.trace
  const last = inPause ? undefined : calls[attempts - 1]
  const where = `The caller of \`placeOrder\`${idempotencyKey === null ? ' with `idempotencyKey: null`' : ''} aborted ${inPause ? 'in the pause' : 'during an attempt'}, at ${abortMs} ms`
  diagnose(run, [
    [
      last !== undefined && (last.outcome !== 'aborted' || last.endMs !== abortMs),
      `${where}, but the call went on. Pass \`signal\` to \`retry\`. Inside \`fn\`, pass the \`signal\` you ` +
        'get on to `sendOrder`.',
    ],
    [
      inPause === true && (calls.length > 1 || run.settledMs > abortMs),
      `${where}, but ${calls.length > 1 ? 'another attempt followed' : `your promise settled at ${run.settledMs} ms`}. ` +
        "Pass `signal` to `retry`: without it, `retry` can't end the pause.",
    ],
    [
      run.outcome !== 'rejected' || !Object.is(run.reason, reason),
      `The caller of \`placeOrder\` aborted with ${shown(reason)}, but your promise ` +
        `${run.outcome === 'rejected' ? `rejected with ${shown(run.reason)}` : 'did not reject'}. Reject with ` +
        '`signal.reason` itself: pass `signal` to `retry`, and leave its error as it is.',
    ],
  ])
}
