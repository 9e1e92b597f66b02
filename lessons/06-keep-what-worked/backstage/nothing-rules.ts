import { count, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { diagnoseMoment } from './ending-rules.ts'
import { diagnoseChanged, diagnoseOddError, diagnoseStopped } from './outcome-rules.ts'
import type { Played } from './play.ts'
import { diagnoseKept } from './result-rules.ts'
import { isFailure } from './scenes.ts'

/** How a call ends that nobody aborts. */
export function diagnoseEnd(played: Played): void {
  if (played.tasks.every(({ plan }) => isFailure(plan))) diagnoseNothing(played)
  else diagnoseKept(played)
}

/** Every task failed, or there were no tasks. */
export function diagnoseNothing(played: Played): void {
  const { run, tasks } = played
  const { length } = tasks
  diagnose(run, [
    [
      length === 0 && run.outcome === 'rejected',
      `There were no tasks, but your promise rejected with ${shown(run.reason)}. No task has failed, so ` +
        'resolve with empty `values` and `errors`. Note that `every` is true for an empty list, and that 0 failures ' +
        'equal 0 tasks.',
    ],
  ])
  if (length === 0) return diagnoseKept(played)
  diagnoseStopped(played)
  const thrown = tasks.map(({ plan }) => plan.value)
  const all =
    ['', 'The only task failed', 'Both tasks failed'][length] ?? `All ${length} tasks failed`
  const { reason } = run
  const own = reason instanceof AggregateError && !thrown.includes(reason)
  const errors: readonly unknown[] = own ? reason.errors : []
  const missing = tasks.find(({ plan }) => !errors.some((one) => Object.is(one, plan.value)))
  diagnose(run, [
    [
      run.outcome === 'fulfilled',
      `${all}, but your promise resolved. It resolved with ` +
        `${shown(run.outcome === 'fulfilled' ? run.value : '')}. A page that renders \`values\` is empty, and ` +
        'looks like a success. Reject with an AggregateError.',
    ],
  ])
  diagnoseMoment(played)
  diagnoseChanged(played)
  diagnoseOddError(run, tasks)
  const threw = missing?.plan.end === 'throws at once'
  const double = tasks.find(({ plan }, i) => thrown.indexOf(plan.value) < i)
  const one = thrown.some((error) => Object.is(error, reason))
  diagnose(run, [
    [
      !own && one && length === 1,
      `The only task failed, and your promise rejected with its error, ${shown(reason)}. Reject with an ` +
        'AggregateError, even if its `errors` has only one entry.',
    ],
    [
      !own && one,
      `Your promise rejected with only one of ${length} errors, ${shown(reason)}. Reject with an ` +
        'AggregateError, which has all of them in its `errors`.',
    ],
    [
      !own && reason instanceof TypeError && reason.message.includes('not iterable'),
      `${all}, but your promise rejected with ${shown(reason)}. The first argument of an AggregateError is a ` +
        'list of errors. `Object.values` makes a list of what is in an object.',
    ],
    [
      !own,
      `${all}, but your promise rejected with ${shown(reason)}. Reject with an AggregateError, which has ` +
        'all of the errors in its `errors`.',
    ],
    [
      missing !== undefined &&
        errors.every((error) => thrown.includes(error)) &&
        errors.some((error) => String(error) === String(missing.plan.value)),
      `Your AggregateError lacks the error of \`${missing?.plan.name}\`. ${all}, and its \`errors\` is ` +
        `${shown(errors)}. Two tasks can fail with different errors that look the same. Keep one entry for each task.`,
    ],
    [
      missing !== undefined && errors.every((error) => thrown.includes(error)),
      `Your AggregateError lacks the error of \`${missing?.plan.name}\`. ${all}, and its \`errors\` is ` +
        `${shown(errors)}. Collect the error of each task${threw ? ', also of one that throws right away' : ''}.`,
    ],
    [
      errors.length < length && missing === undefined && double !== undefined,
      `Your AggregateError has ${count(errors.length, 'error')}, but ${count(length, 'task')} failed. Task ` +
        `\`${double?.plan.name}\` failed with the same value as another one. Keep one entry for each task.`,
    ],
    [
      errors.length !== length,
      `Your AggregateError has ${count(errors.length, 'error')}, but ${count(length, 'task')} failed. Its ` +
        `\`errors\` is ${shown(errors)}. The first argument of an AggregateError is a list of all errors.`,
    ],
    [
      missing !== undefined,
      `Your AggregateError lacks the error of \`${missing?.plan.name}\`. ${all}, and its \`errors\` is ` +
        `${shown(errors)}. Keep the errors themselves.`,
    ],
  ])
}
