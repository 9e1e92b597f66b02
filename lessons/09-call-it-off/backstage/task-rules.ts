import { fc, reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { diagnoseEnding } from './endings.ts'
import { errors, plan, plans, type Plan, type Rule } from './scenes.ts'

const waitingBodies = fc.constantFrom('awaits all' as const, 'awaits in turn' as const)

/** Each task is called before `run` returns, and its promise resolves with what the task returns. */
export const startsAtOnce: Rule = {
  drawn: fc.record({
    plans: plans(['returns', 'returns at once', 'returns a thenable at once'], ['stops'], errors),
    body: waitingBodies,
    leaveMs: fc.constant(0),
  }),
  first: [
    { plans: [plan(1, 100), plan(2, 50)], body: 'awaits all', leaveMs: 0 },
    { plans: [plan(0, 100, { end: 'returns at once' })], body: 'awaits all', leaveMs: 0 },
    {
      plans: [plan(0, 100, { end: 'returns a thenable at once' })],
      body: 'awaits all',
      leaveMs: 0,
    },
  ],
  judge(run, { plans }) {
    const thrown = run.leftovers.find((left) => left.kind === 'throw')?.error
    const odd = plans.find(({ end }) => end !== 'returns')
    diagnose(run, [[odd !== undefined && thrown instanceof TypeError, noPromise(odd, thrown)]])
    const { tasks, signal, abortedMs, abortedInBlock, disposalThrew } = diagnoseEnding(run)
    for (const { plan, result, startedAtOnce, timesCalled, signal: given } of tasks) {
      const came = result?.status === 'fulfilled' ? result.value : undefined
      diagnose(run, [
        [
          timesCalled === 0,
          '`run` never called its task. Call it right away, with `{ signal: scope.signal }`.',
        ],
        [
          !startedAtOnce,
          '`run` returned before it had called its task. Call the task right away: before the first ' +
            '`await`, and not in a `then`.',
        ],
        [timesCalled > 1, `\`run\` called one task ${timesCalled} times. Call each task once.`],
        [
          given !== signal,
          `\`run\` called the task with ${given ? 'another signal' : 'no signal'}, so that the scope ` +
            "can't abort it. Pass `{ signal: scope.signal }`.",
        ],
        [
          plan.end !== 'returns' && reasonOf(result) instanceof TypeError,
          noPromise(plan, reasonOf(result)),
        ],
        [
          abortedInBlock,
          `No task had failed and the block hadn't ended, but \`scope.signal\` was aborted at ` +
            `${abortedMs} ms. Abort only when a task fails.`,
        ],
        [result === undefined, 'A task has succeeded, but the promise of `run` is still pending.'],
        [
          result?.status === 'rejected',
          `A task returned ${shown(plan.value)}, but the promise of \`run\` rejected with ` +
            `${shown(reasonOf(result))}.`,
        ],
        [
          !Object.is(came, plan.value),
          `A task returned ${shown(plan.value)}, but the promise of \`run\` resolved with ` +
            `${shown(came)}. Return what the task returns.`,
        ],
      ])
    }
    diagnose(run, [
      [
        disposalThrew.length > 0,
        `Every task had succeeded, but disposing threw ${shown(disposalThrew[0])}.`,
      ],
    ])
  },
}

/** What comes of calling the methods of a promise on something that isn't one. */
function noPromise(plan: Plan | undefined, error: unknown): string {
  const returned =
    plan?.end === 'returns a thenable at once'
      ? 'an object that has `then`, but no `catch` and no `finally`'
      : `${shown(plan?.value)}, not a promise`
  return (
    `A task returned ${returned}, and your code ended with ${shown(error)}. A task may return a value, ` +
    'a promise or a `PromiseLike`; `await` accepts all of them.'
  )
}
