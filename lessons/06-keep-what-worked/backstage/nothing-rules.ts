import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { diagnoseMoment } from './ending-rules.ts'
import type { Played } from './play.ts'
import { diagnoseKept } from './result-rules.ts'

/** Every task failed, or there was none. */
export function diagnoseNothing(played: Played): void {
  const { run, tasks } = played
  const { length } = tasks
  diagnose(run, [
    [
      length === 0 && run.outcome === 'rejected',
      `There were no tasks, but your promise rejected with ${shown(run.reason)}. No task has failed, so ` +
        'resolve with empty `values` and `errors`. (`every` is true for an empty list.)',
    ],
  ])
  if (length === 0) return diagnoseKept(played)
  const thrown = tasks.map(({ plan }) => plan.value)
  const all = length === 1 ? 'The only task failed' : `All ${length} tasks failed`
  const { reason } = run
  const own = reason instanceof AggregateError && !thrown.includes(reason)
  const errors: readonly unknown[] = own ? reason.errors : []
  const missing = tasks.find(({ plan }) => !errors.some((one) => Object.is(one, plan.value)))
  diagnose(run, [
    [
      run.outcome === 'fulfilled',
      `${all}, but your promise resolved with ${shown(run.outcome === 'fulfilled' ? run.value : '')}. A ` +
        'caller who shows what is in `values` shows an empty page and takes it for a success. Reject with ' +
        'an AggregateError.',
    ],
  ])
  diagnoseMoment(played)
  diagnose(run, [
    [
      !own && thrown.some((error) => Object.is(error, reason)),
      `${all}, but your promise rejected with only one of the errors, ${shown(reason)}. Reject with an ` +
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
      errors.length !== length,
      `${all}, but your AggregateError has ${errors.length} ${errors.length === 1 ? 'entry' : 'entries'} ` +
        `instead of ${length}, such as ${shown(errors[0])}. Its first argument is a list of all errors.`,
    ],
    [
      missing !== undefined,
      `${all}, but the error of \`${missing?.plan.name}\` is not in your AggregateError, which holds ` +
        `${shown(errors)}. Keep the errors themselves.`,
    ],
  ])
}
