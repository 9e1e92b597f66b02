import { fc, reasons, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { diagnoseEnding, ending } from './endings.ts'
import { withoutScope } from './open.ts'
import {
  abortMs,
  bodies,
  endOf,
  errors,
  failing,
  firstFailure,
  isOneOf,
  leaveMs,
  plan,
  plans,
  type Plan,
  type Rule,
} from './scenes.ts'

/** The caller's abort reaches every unfinished task, with the caller's own reason. */
export const followsCaller: Rule = {
  drawn: fc.record({
    plans: plans(['returns'], ['stops', 'cleans up', 'wraps the error']).map(allAtOnce),
    body: fc.constantFrom('awaits all' as const, 'awaits in turn' as const),
    leaveMs: fc.constant(0),
    abortMs: fc.oneof(abortMs, fc.constant(-1), fc.constant(5000)),
    reason: reasons,
  }),
  first: [
    {
      plans: [plan(1, 100), plan(3, 100)],
      body: 'awaits all',
      leaveMs: 0,
      abortMs: 50,
      reason: { why: 'the user left the page' },
    },
  ],
  judge(run, scene) {
    const { plans, abortMs = 0 } = scene
    diagnose(run, [
      withoutScope(run),
      [
        run.outcome === 'rejected' && abortMs < 0,
        "The caller's signal had been aborted before, and `taskScope` threw " +
          `${shown(run.reason)}. Return a scope that is aborted, too, so that \`run\` rejects.`,
      ],
    ])
    const { tasks, signal, caller, abortedMs } = diagnoseEnding(run)
    const running = plans.some((plan) => endOf(plan) > abortMs)
    const wrong = tasks.find(
      ({ plan, result }) =>
        endOf(plan) > abortMs &&
        !(result?.status === 'rejected' && Object.is(result.reason, caller.reason)),
    )
    diagnose(run, [
      [
        signal === caller,
        "`scope.signal` is the caller's signal itself, so a task that fails can't abort it. The scope " +
          'needs an `AbortController` of its own.',
      ],
      [
        tasks.some(({ signal: given }) => given === caller),
        "`run` called a task with the caller's signal, so the scope can't abort that task. Pass " +
          '`{ signal: scope.signal }`.',
      ],
      [
        abortMs < 0 && abortedMs === undefined,
        "The caller's signal had been aborted before the scope was made, and the scope didn't notice. " +
          'A signal that has already aborted fires no event: look at `signal.aborted` first.',
      ],
      [
        running && abortedMs === undefined,
        `The caller's signal aborted at ${abortMs} ms, but \`scope.signal\` didn't, so the tasks kept ` +
          "running. Abort the scope's signal when the caller's signal aborts.",
      ],
      [
        running && !Object.is(signal.reason, caller.reason),
        `The caller aborted with ${shown(caller.reason)}, but \`scope.signal.reason\` is ` +
          `${shown(signal.reason)}. Whoever aborted the call expects their own reason back.`,
      ],
      [
        running && wrong !== undefined,
        `The caller aborted with ${shown(caller.reason)}. Expected every unfinished task to reject ` +
          `with that reason, but the promise of one ${ending(wrong?.result)}.`,
      ],
      [
        !running && abortMs >= 0 && abortedMs !== undefined,
        '`scope.signal` was aborted, although every task had succeeded before the caller aborted.',
      ],
    ])
  },
}

function allAtOnce(list: Plan[]): Plan[] {
  return list.map((plan) => ({ ...plan, startMs: 0 }))
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
    { plans: [failing, plan(1, 100, { startMs: 70 })], body: 'leaves early', leaveMs: 30 },
    { plans: [failing, plan(1, 100, { startMs: 70 })], body: 'awaits the last', leaveMs: 0 },
    { plans: [plan(1, 100)], body: 'awaits all', leaveMs: 0, abortMs: 50, reason: failing.value },
    { plans: [plan(1, 50)], body: 'leaves early', leaveMs: 100, abortMs: 76, reason: 'late' },
  ],
  leaves: ['listener'],
  judge(run, scene) {
    const { leftMs, disposalThrew, sawRejection, scopeAwaited } = diagnoseEnding(run)
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
        isUnseen && disposalThrew.length === 0,
        `A task failed with ${error}, and nobody awaited its promise. Disposing threw nothing, so the ` +
          'error disappeared. Rethrow an error that nobody has seen.',
      ],
      [
        isUnseen && !isOneOf(first.errors, disposalThrew[0]),
        `A task failed with ${error}, but disposing threw ${shown(disposalThrew[0])}. Rethrow the ` +
          'first error itself.',
      ],
      [
        sawRejection && disposalThrew.length > 0,
        `The block had awaited a promise that rejected; then disposing threw ` +
          `${shown(disposalThrew[0])}. \`await using\` wraps the two errors in a SuppressedError, ` +
          'which no caller expects.',
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
