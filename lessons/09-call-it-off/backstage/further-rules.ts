import type { Run } from '@overlap/mock-server'
import { fc, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { abortsOthers } from './abort-rules.ts'
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

/** The first error is thrown once: to whoever awaits, or by disposing. */
export const rethrowsUnseen: Rule = {
  drawn: fc.record({
    plans: plans(['returns', 'throws'], ['stops', 'cleans up', 'ignores its signal'], errors),
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
    {
      plans: [failing, plan(1, 100, { startMs: 70 })],
      body: 'leaves early',
      leaveMs: 30,
    },
    { plans: [failing, plan(1, 100, { startMs: 70 })], body: 'awaits the last', leaveMs: 0 },
    { plans: [plan(1, 100)], body: 'awaits all', leaveMs: 0, abortMs: 50, reason: failing.value },
    { plans: [plan(1, 50)], body: 'leaves early', leaveMs: 100, abortMs: 76, reason: 'late' },
    { plans: [plan(1, 20), failing], body: 'awaits the first', leaveMs: 53 },
    { plans: [{ ...failing, value: null }, plan(1, 100)], body: 'leaves early', leaveMs: 70 },
  ],
  leaves: ['listener', 'rejection'],
  async judge(run, scene, playAlso) {
    const { leftMs, disposalThrew, sawRejection, scopeAwaited, isOrdinary } = diagnoseEnding(run)
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
        isUnseen &&
          disposalThrew.length === 0 &&
          (await throwsIfNoneAwaited(scene, run.value, playAlso)),
        `The block awaited another promise, which resolved, so it never saw ${error}. Your scope took ` +
          'that for an await of the error. Count only promises that rejected.',
      ],
      [
        isUnseen && disposalThrew.length === 0 && scopeAwaited,
        `A task failed with ${error}, and disposing threw nothing. The block didn't await its promise, but ` +
          'your scope awaits the promise itself, so `wasAwaited` is true. Wait for the work behind the ' +
          'promise.',
      ],
      [
        isUnseen && disposalThrew.length === 0 && isOrdinary,
        `A task failed with ${error}, nobody awaited its promise, and the error disappeared. \`run\` returned ` +
          "an ordinary promise, which can't tell you whether it was awaited. Return the `TrackedPromise` " +
          'itself: `async`, `then` and `finally` each make an ordinary promise.',
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
          "well. `run` returned an ordinary promise, which can't tell you whether it was awaited: `async`, " +
          '`then` and `finally` each make one. Return the `TrackedPromise` itself.',
      ],
      [
        sawRejection && disposalThrew.length > 0,
        `${whatItSaw(scene, run.value)}, so the block already has an error. Disposing threw ` +
          `${shown(disposalThrew[0])} as well, and \`await using\` wrapped both in a SuppressedError. Throw ` +
          'nothing if any promise the block awaited rejected.',
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
    ])
  },
}

/** An error can be any value: falsy ones abort the others and reach whoever awaits, too. */
export const passesOnAnything: Rule = {
  ...abortsOthers,
  drawn: fc.record({
    plans: plans(['throws', 'returns'], ['stops', 'wraps the error'], errors),
    body: fc.constantFrom('awaits all' as const, 'awaits in turn' as const),
    leaveMs: fc.constant(0),
  }),
  first: [
    {
      plans: [{ ...failing, value: null }, plan(3, 100, { onAbort: 'wraps the error' })],
      body: 'awaits all',
      leaveMs: 0,
    },
  ],
}

/** Whether disposing throws the error if the block awaits none of its tasks, and takes as long. */
async function throwsIfNoneAwaited(
  scene: Scene,
  { leftMs }: Played,
  playAlso: (scene: Scene) => Promise<Run<Played>>,
): Promise<boolean> {
  if (scene.body === 'leaves early') return false
  const lastMs = Math.max(0, ...scene.plans.map(({ startMs }) => startMs))
  const also = await playAlso({ ...scene, body: 'leaves early', leaveMs: leftMs - lastMs + 1 })
  return (
    also.outcome === 'fulfilled' && isOneOf(firstFailure(scene).errors, also.value.disposalThrew[0])
  )
}

/** Which promise that rejected the block had awaited, in a clause. */
function whatItSaw({ body }: Scene, { tasks, abortedMs = Infinity }: Played): string {
  if (body === 'awaits all') return 'The block awaited every promise that rejected'
  const rejected = tasks.filter(({ result }) => result?.status === 'rejected')
  const last = body === 'awaits the last'
  const one = last ? tasks.at(-1) : body === 'awaits the first' ? tasks[0] : rejected[0]
  if (one?.timesCalled === 0) {
    return 'The block awaited a promise that `run` returned after the abort, and it rejected'
  }
  if (one !== undefined && endOf(one.plan) > abortedMs) {
    return 'The block awaited the promise of an aborted task, and it rejected'
  }
  return rejected.length > 1
    ? `The block awaited one of the ${rejected.length} promises that rejected`
    : 'The block awaited a promise that rejected'
}
