import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Played } from './play.ts'
import { diagnoseOrder } from './order-rules.ts'
import { endOf, fieldsOf } from './result-facts.ts'
import type { Scene } from './scenes.ts'

/** A task that fails is one of the results, and it comes as soon as the task has failed. The loop goes on. */
export function diagnoseFailure(played: Played, scene: Scene): void {
  const { run, seen, got } = played
  const { at, error, manner } = scene.fails![0]!
  const ms = endOf(seen, at)
  const what = `Task ${at + 1} ${manner === 'throws' ? 'threw' : 'rejected with'} ${shown(error)}${
    ms < Infinity ? ` at ${ms} ms` : ''
  }`
  const size = scene.latenciesMs.length
  const mine = got.find((one) => fieldsOf(one).index === at)
  const { status, reason } = mine ? fieldsOf(mine) : {}
  const isThrown = run.outcome === 'rejected'
  diagnose(run, [
    [
      isThrown && manner === 'throws' && seen.length < size,
      `${what} before it returned a promise, and the tasks after it were never called. That is a failure, too: ` +
        '`Promise.try`, or an async function, turns the throw into a rejection.',
    ],
    [
      isThrown && Object.is(run.reason, error),
      `${what}, and the loop threw it, after ${got.length} of ${size} results. An async generator that throws is over, so the ` +
        "other results are lost. Yield the failure as a result: `{ index, status: 'rejected', reason }`.",
    ],
    [
      isThrown,
      `${what}, and the loop got the error ${shown(run.reason)}. Yield the failure as a result: ` +
        "`{ index, status: 'rejected', reason }`.",
    ],
    [
      run.outcome === 'never-settles' && mine === undefined,
      `${what}, and the loop waited forever for its result. ${
        manner === 'throws'
          ? 'A task may throw before it returns a promise. That is a failure, too: `Promise.try`, or an async function, turns the ' +
            'throw into a rejection.'
          : "A rejection is a result, too: yield `{ index, status: 'rejected', reason }`."
      }`,
    ],
    [
      mine === undefined && got.length < size,
      `${what}, and the loop got no result for it. Then nobody knows that something failed. Yield the failure as a ` +
        "result: `{ index, status: 'rejected', reason }`.",
    ],
    [
      mine !== undefined && status === ('fulfilled' as unknown),
      `${what}, but its result says that it succeeded: ${shown(mine?.result)}. ${
        error
          ? ''
          : `The reason may be ${shown(error)}, so don't test whether there is one: look at how the promise ended. `
      }Yield \`{ index, status: 'rejected', reason }\`.`,
    ],
    [
      mine !== undefined && status === 'rejected' && !Object.is(reason, error),
      `${what}, but the \`reason\` in its result is ${shown(reason)}. Pass the error on as it is.`,
    ],
  ])
  const isHeldBack =
    mine !== undefined &&
    got.at(-1) === mine &&
    got.length > 1 &&
    seen.some(({ endMs = 0 }) => endMs > ms)
  diagnose(run, [
    [
      isHeldBack && mine.ms > ms && (scene.workMs ?? 0) === 0,
      `${what}, but its result came last, at ${mine?.ms} ms. Yield a failure as soon as its task has failed.`,
    ],
  ])
  diagnoseOrder(played, scene)
}
