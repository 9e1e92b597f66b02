import { ending, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Played } from './play.ts'
import { firstFailure, type Scene } from './scenes.ts'

/** The first error rejects the promise, and nothing more starts. */
export function diagnoseFailure({ run, seen, peak }: Played, scene: Scene): void {
  const first = firstFailure(scene)
  if (first === undefined) return
  const { ms, error, manner, at } = first
  // If `fn` throws, the other slots may be filled in the same moment.
  const after = seen.filter(({ startMs }) =>
    manner === 'throws' ? startMs > ms : startMs >= ms && ms > 0,
  )
  const text =
    manner === 'throws'
      ? `\`fn\` threw ${shown(error)} for item ${at + 1} before it returned a promise`
      : `The call for item ${at + 1} failed at ${ms} ms with ${shown(error)}`
  const second = scene.fails?.find((one) => one.at !== at)
  const more = after.length === 1 ? 'another call was' : `${after.length} more calls were`
  const called = seen.some((one) => one.at === at)
  diagnose(run, [
    [
      peak > scene.limit,
      `With \`limit: ${scene.limit}\`, ${peak} calls were in flight at once, when one of them failed.`,
    ],
    [!called, `\`fn\` was never called for item ${at + 1}, although no call before it had failed.`],
    [
      after.length > 0 && !error && run.outcome === 'rejected' && run.settledMs <= ms,
      `${text}, and ${more} started after that. An error can be any value, even \`undefined\`: remember ` +
        'that a call has failed, not only its error.',
    ],
    [
      after.length > 0 && manner === 'throws' && run.outcome === 'rejected' && run.settledMs <= ms,
      `${text} and your promise rejected, but ${more} started after that. A throw has to stop the pool as a rejection ` +
        'does: call `fn` inside `try`, or with `Promise.try`.',
    ],
    [
      after.length > 0 && run.outcome === 'rejected' && run.settledMs <= ms,
      `${text} and your promise rejected, but ${more} started after that. A rejection stops nothing: the other slots go ` +
        'on taking items. Remember that a call has failed, and look before you take the next item.',
    ],
    [
      run.outcome === 'fulfilled' && run.settledMs === ms && scene.latenciesMs.length > 1,
      `${text}, but in the same moment your promise resolved with ${shown(run.outcome === 'fulfilled' ? run.value : 0)}. ` +
        'Reject before you `await` anything.',
    ],
    [
      run.outcome === 'fulfilled' && !error,
      `${text}, but your promise resolved with ${shown(run.outcome === 'fulfilled' ? run.value : 0)}. An error can be any ` +
        'value, even `undefined`: remember that a call has failed, not only its error.',
    ],
    [
      run.outcome === 'fulfilled',
      `${text}, but your promise ${ending({ status: 'fulfilled', value: run.outcome === 'fulfilled' ? run.value : 0 })}, ` +
        'so the caller believes that the results are complete. Reject with that error.',
    ],
    [
      after.length > 0,
      `${text}, and ${more} started after that. After the first error, start nothing more, and reject with it right away.`,
    ],
    [
      run.outcome === 'never-settles',
      `${text}, and your promise never settled. Let the error reject the promise that you return.`,
    ],
    [
      !Object.is(run.reason, error) && run.reason instanceof AggregateError,
      `${text}, but your promise rejected with ${shown(run.reason)}. Unless \`stopOnError\` is \`false\`, reject with the ` +
        'first error itself.',
    ],
    [
      !Object.is(run.reason, error),
      `${text}, but your promise rejected with ${shown(run.reason)}. Reject with the error itself.`,
    ],
    [
      run.settledMs > ms,
      `${text}, but your promise rejected only at ${run.settledMs} ms. Reject as soon as a call fails. Don't wait for the ` +
        'calls in flight.',
    ],
    [
      run.unhandled.length > 0 && second !== undefined && manner === 'throws',
      `${text}. The call for item ${second ? second.at + 1 : 0}, in flight, rejected later with ${shown(run.unhandled[0])}, and ` +
        'nothing handled it, which ends the process in Node. If the throw leaves your loop, nothing awaits the calls in ' +
        'flight: turn it into a rejection.',
    ],
    [
      run.unhandled.length > 0 && second === undefined,
      `${text}. Your promise rejected with it, but another promise rejected with ${shown(run.unhandled[0])}, and nothing ` +
        'handled it, which ends the process in Node. `then`, `finally` and an async function each return a promise of ' +
        'their own: handle that one, too.',
    ],
    [
      run.unhandled.length > 0,
      `${text}. Another call rejected after that with ${shown(run.unhandled[0])}, and nothing handled it. In Node, an ` +
        'unhandled rejection ends the process. Handle the promise of each call as soon as you have it.',
    ],
  ])
}
