import { fc, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { diagnoseEnding } from './endings.ts'
import {
  bodies,
  endOf,
  errors,
  failing,
  firstFailure,
  isOneOf,
  leaveMs,
  plan,
  plans,
  type Played,
  type Rule,
  type Scene,
} from './scenes.ts'

const sawSuccess: Scene = {
  plans: [plan(1, 20), failing],
  body: 'awaits the first',
  leaveMs: 53,
}

const refusesLast: Scene = {
  plans: [failing, plan(1, 100, { startMs: 70 })],
  body: 'leaves early',
  leaveMs: 30,
}

/** No rejection is unhandled, and the first error is thrown once: to whoever awaits, or by disposing. */
export const rethrowsUnseen: Rule = {
  drawn: fc.record({
    plans: plans(['returns', 'throws'], ['stops', 'cleans up', 'ignores its signal']),
    body: fc.constantFrom(...bodies),
    leaveMs,
    abortMs: fc.constantFrom(undefined, undefined, 46, 206),
    reason: errors,
  }),
  first: [
    { plans: [failing, failing, plan(1, 100)], body: 'awaits all', leaveMs: 0 },
    { plans: [failing, plan(1, 100)], body: 'leaves early', leaveMs: 70 },
    {
      plans: [
        failing,
        plan(1, 90, { end: 'throws', value: 'a later error', onAbort: 'ignores its signal' }),
      ],
      body: 'leaves early',
      leaveMs: 130,
    },
    {
      plans: [plan(1, 100, { onAbort: 'ignores its signal' }), failing],
      body: 'awaits the first',
      leaveMs: 0,
    },
    // Disposing throws here if only one of these promises is taken to count, or if all have to be awaited.
    { plans: [failing, plan(1, 100)], body: 'awaits the first', leaveMs: 0 },
    { plans: [plan(1, 100), failing], body: 'awaits the first', leaveMs: 0 },
    refusesLast,
    { plans: [failing, plan(1, 100, { startMs: 70 })], body: 'awaits the last', leaveMs: 0 },
    { plans: [plan(1, 100)], body: 'awaits all', leaveMs: 0, abortMs: 50, reason: failing.value },
    { plans: [plan(1, 50)], body: 'leaves early', leaveMs: 100, abortMs: 76, reason: 'late' },
    sawSuccess,
  ],
  leaves: ['listener'],
  judge(run, scene) {
    const { tasks, leftMs, disposalThrew, sawRejection, scopeAwaited, isOrdinary } =
      diagnoseEnding(run)
    const first = firstFailure(scene)
    const { abortMs = Infinity, plans } = scene
    // Two things at one moment may happen in either order. If the caller aborts a task and the block
    // doesn't see it, the scope may throw or not.
    const callerWasFirst =
      abortMs < Math.min(first.ms, leftMs) && plans.some((plan) => endOf(plan) > abortMs)
    if (!sawRejection && (first.ms === leftMs || callerWasFirst)) return
    const isUnseen = first.ms < leftMs && !sawRejection
    const error = shown(first.errors[0])
    diagnose(run, [
      [
        isUnseen && disposalThrew.length === 0 && scopeAwaited,
        `A task failed with ${error}, and disposing threw nothing. The block didn't await its promise, but ` +
          'your scope awaits the promise itself, so `wasAwaited` is true. Wait for the work behind the ' +
          'promise.',
      ],
      [
        // If nothing threw in a block that awaits none, a scene before this one has failed.
        isUnseen && disposalThrew.length === 0 && scene === sawSuccess,
        `A task failed with ${error}, and disposing threw nothing. The block had awaited only a task that ` +
          "succeeded, so it doesn't know of that error. Look only at the promises that rejected.",
      ],
      [
        isUnseen && disposalThrew.length === 0 && isOrdinary,
        `A task failed with ${error}, nobody awaited its promise, and the error disappeared. \`run\` returned ` +
          "an ordinary promise, which can't tell you whether it was awaited. Return the `TrackedPromise` " +
          'itself; an async function would await it and return another promise.',
      ],
      [
        isUnseen && disposalThrew.length === 0,
        `A task failed with ${error}, and nobody awaited its promise. Disposing threw nothing, so the ` +
          'error disappeared. If the block awaited no promise that rejected, throw the first error when you ' +
          'dispose.',
      ],
      [
        isUnseen && !isOneOf(first.errors, disposalThrew[0]),
        `A task failed with ${error}, but disposing threw ${shown(disposalThrew[0])}. Throw the ` +
          'first error itself.',
      ],
      [
        sawRejection && disposalThrew.length > 0 && isOrdinary,
        `The block had awaited a promise that rejected; then disposing threw ${shown(disposalThrew[0])} as ` +
          'well. `run` returned an ordinary promise, and `await` calls no `then` of such a promise. So your ' +
          "scope can't know that it was awaited. Return a `TrackedPromise`.",
      ],
      [
        sawRejection && disposalThrew.length > 0,
        `${whatItSaw(scene, run.value)} Disposing then threw ${shown(disposalThrew[0])} as well, and ` +
          '`await using` wraps two errors in a SuppressedError. The block has already seen the error, so ' +
          'disposing should throw nothing.',
      ],
      [
        disposalThrew.length > 0 &&
          plans.every((plan) => endOf(plan) < Math.min(leftMs, abortMs)) &&
          abortMs < leftMs,
        `The caller aborted after every task had succeeded, and disposing threw ${shown(disposalThrew[0])}, ` +
          "the caller's reason. Throw only if a promise rejected.",
      ],
      [
        disposalThrew.length > 0 && plans.every((plan) => endOf(plan) < leftMs) && !isUnseen,
        `Disposing threw ${shown(disposalThrew[0])}, although every task had succeeded.`,
      ],
      [
        !isUnseen && disposalThrew.length > 0,
        `Disposing threw ${shown(disposalThrew[0])}, although no task had failed before the block ` +
          'ended. Aborting unfinished tasks is not a failure.',
      ],
      [
        scene === refusesLast &&
          tasks.at(-1)?.timesCalled === 0 &&
          run.leftovers.some(({ kind }) => kind === 'rejection'),
        `A task had failed with ${error}, and \`run\` refused the next one. Nothing handled the rejection of ` +
          'the promise that it returned. Outside this check, that ends the Node process: handle this promise ' +
          'as you do the others.',
      ],
    ])
  },
}

/** Which promise that rejected the block had awaited, in a sentence. */
function whatItSaw({ body }: Scene, { tasks, abortedMs = Infinity }: Played): string {
  if (body === 'awaits all') return 'The block had awaited every promise that rejected.'
  const rejected = tasks.filter(({ result }) => result?.status === 'rejected')
  const last = body === 'awaits the last'
  const one = last ? tasks.at(-1) : body === 'awaits the first' ? tasks[0] : rejected[0]
  if (one?.timesCalled === 0) {
    return 'The block had awaited a promise that `run` returned after the abort; it rejected and counts, too.'
  }
  if (one !== undefined && endOf(one.plan) > abortedMs) {
    return 'The block had awaited the promise of an aborted task; it rejected and counts, too.'
  }
  return rejected.length > 1
    ? `The block had awaited one of the ${rejected.length} promises that rejected; one is enough.`
    : 'The block had awaited a promise that rejected.'
}
