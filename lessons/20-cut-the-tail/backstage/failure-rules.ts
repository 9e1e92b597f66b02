import { carries, ending, isSame, reasonOf, shown, unhandledIn } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { eachCaller } from './call-rules.ts'
import type { Played } from './play.ts'
import type { Scene } from './scene.ts'

/** With no success, the caller gets the first call's error, when nothing is in flight any more. */
export function diagnoseFailure(played: Played, scene: Scene): void {
  eachCaller(played, scene, ({ result, settledMs = Infinity, caller: { plans, atMs } }, wanted) => {
    if (wanted.end !== 'error') return []
    const [first, second] = plans
    const [firstMs, secondMs] = wanted.endsMs
    const error = first.value
    const reason = reasonOf(result)
    const isBoth = wanted.secondMs !== undefined
    const what = isBoth
      ? `The first call failed at ${firstMs} ms and the second at ${secondMs} ms`
      : `The first call failed at ${firstMs} ms, before a second was due`
    const isAggregate =
      reason instanceof AggregateError && isSame(reason.errors[0], error) && carries(reason, error)
    const isOther = !Object.is(reason, error)
    return [
      [
        result === undefined && played.run.unhandled.length > 0,
        `${what}, but ${unhandledIn(played.run)}`,
      ],
      [
        result === undefined,
        `${what}, but your promise never settled. Reject when nothing is in flight that could still succeed.`,
      ],
      [
        result?.status === 'fulfilled',
        `${what}, but your promise ${ending(result)}. Reject with the error of the first call.`,
      ],
      [
        isBoth && settledMs < wanted.settledMs,
        `${what}, and your promise ${ending(result)} at ${settledMs} ms, while the other call was in flight. It could ` +
          'have succeeded. Wait for it.',
      ],
      [
        settledMs > wanted.settledMs,
        `${what}, but your promise settled only at ${settledMs} ms. ` +
          (isBoth
            ? 'Reject as soon as both have failed.'
            : `Don't wait for \`afterMs\`: reject at once, ${firstMs - atMs} ms after the call.`),
      ],
      [
        isOther && isAggregate,
        `${what}, and your promise ${ending(result)}. Without hedging, the caller would get the first call's error, ` +
          "and may look at its class or `status`, as lesson 10's `isTransient` does. Reject with that error itself.",
      ],
      [
        isOther && isBoth && Object.is(reason, second.value),
        `${what}, and your promise ${ending(result)}, the error of the second call. Reject with the error of the ` +
          'first call, so that the caller gets the same error with hedging as without.',
      ],
      [
        isOther && carries(reason, error),
        `${what}, but your promise ${ending(result)}, which wraps the error. Reject with the error itself.`,
      ],
      [
        isOther,
        `${what}, with ${shown(error)}, but your promise ${ending(result)}. Reject with the error of the first call.`,
      ],
    ]
  })
  diagnose(played.run, [
    [
      played.run.unhandled.length > 0,
      `Nothing handled the rejection with ${shown(played.run.unhandled[0])}. In Node, that ends the process. Each ` +
        'call of `fn` has a promise of its own, and each promise that you derive from it, too. Handle them all.',
    ],
  ])
}
