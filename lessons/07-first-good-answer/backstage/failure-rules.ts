import { carries, ending, reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Played } from './play.ts'
import { endOf, isGood } from './scenes.ts'
import { diagnoseUnhandled } from './unhandled-rules.ts'
import { failedText } from './words.ts'

/** When every task has failed, the promise rejects with an AggregateError, in the order of the tasks. */
export function diagnoseAllFailed(played: Played): void {
  const { run, tasks, result, settledMs } = played
  if (tasks.some(({ plan }) => isGood(plan))) return
  const count = tasks.length
  const lastMs = Math.max(0, ...tasks.map(({ plan }) => endOf(plan)))
  const running = tasks.filter(({ plan }) => endOf(plan) > settledMs).length
  const reason = reasonOf(result)
  const one = tasks.find(({ plan }) => carries(reason, plan.value))
  const isBare = one !== undefined && Object.is(reason, one.plan.value)
  const lost = tasks.some(({ plan }) => !carries(reason, plan.value))
  const errors = reason instanceof AggregateError ? reason.errors : undefined
  const isAt = (order: typeof tasks): boolean =>
    errors?.length === count && order.every(({ plan }, i) => carries(errors[i], plan.value))
  const byTime = tasks.toSorted((a, b) => endOf(a.plan) - endOf(b.plan))
  const falsy = tasks.find(({ plan }) => !plan.value)
  const at = tasks.findIndex(({ plan }, i) => !carries(errors?.[i], plan.value))

  diagnose(run, [
    [
      settledMs < lastMs && one !== undefined,
      `Your promise ${ending(result)} at ${settledMs} ms, while ${running} of ${count} tasks were still ` +
        'running. One of them might have succeeded. Reject only when every task has failed.',
    ],
    [
      result?.status === 'fulfilled',
      `${failedText(count)}, but your promise ${ending(result)}. Reject with an \`AggregateError\`: your ` +
        "caller can't tell an error from an answer otherwise.",
    ],
    [
      settledMs < lastMs,
      `Your promise ${ending(result)} at ${settledMs} ms, but the last task failed at ${lastMs} ms. Wait ` +
        'for it.',
    ],
    [
      errors === undefined && wrapsAggregate(reason),
      `${failedText(count)}, but your promise ${ending(result)}, which wraps an AggregateError. Reject with the ` +
        'AggregateError itself, so that your caller finds its `errors`.',
    ],
    [
      errors === undefined && isBare && nameOf(reason) === 'AbortError',
      `${failedText(count)}, and your promise rejected with the \`AbortError\` of task ${one?.number} instead of ` +
        "an AggregateError. The caller hadn't aborted: a task can fail with such an error by itself. Look at " +
        '`signal.aborted`, not at the name of an error.',
    ],
    [
      errors === undefined && one !== undefined && lost,
      `${failedText(count)}, but your promise ${ending(result)}, ${isBare ? '' : 'which wraps '}the error of task ` +
        `${one?.number}. The other errors are lost. Reject with an \`AggregateError\`, which holds all of them.`,
    ],
    [
      errors === undefined && count === 0,
      `There was no task, and your promise ${ending(result)}. Reject with an \`AggregateError\` whose list ` +
        'of errors is empty, as `Promise.any` does.',
    ],
    [
      errors === undefined,
      `${failedText(count)}, but your promise ${ending(result)}. Reject with an \`AggregateError\`, as ` +
        `\`Promise.any\` does${count === 1 ? ', even for a single error' : ''}.`,
    ],
    [
      (errors?.length ?? 0) < count && falsy !== undefined,
      `Task ${falsy?.number} rejected with ${shown(falsy?.plan.value)}, and the \`errors\` of your AggregateError ` +
        `have a length of ${errors?.length} for ${count === 1 ? '1 task' : `${count} tasks`}. An error can be any value, ` +
        "even a falsy one: don't drop it.",
    ],
    [
      errors?.length !== count,
      `${failedText(count)}, but the \`errors\` of your AggregateError has a length of ${errors?.length}. ` +
        'It should hold one error for each task.',
    ],
    [
      !isAt(tasks) && isAt(byTime),
      "The errors are in the order in which the tasks failed, so your caller can't tell which error " +
        'belongs to which task. Put them in the order of the tasks, as `Promise.any` does.',
    ],
    [
      !isAt(tasks) && at >= 0 && shown(errors?.[at]) === shown(tasks[at]?.plan.value),
      `Task ${at + 1} failed with ${shown(tasks[at]?.plan.value)}, but \`errors[${at}]\` of your ` +
        'AggregateError is only a copy of that error. Put the error itself there, or keep it as the `cause`.',
    ],
    [
      !isAt(tasks),
      `Task ${at + 1} failed with ${shown(tasks[at]?.plan.value)}, but \`errors[${at}]\` of your ` +
        `AggregateError is ${shown(errors?.[at])}. Put the error of each task there, in the order of the ` +
        'tasks.',
    ],
    [
      settledMs > lastMs,
      `The last task failed at ${lastMs} ms, but your promise rejected only at ${settledMs} ms. Reject ` +
        'as soon as every task has failed.',
    ],
  ])
  diagnoseUnhandled(played, `${failedText(count)}, and your promise rejected with the right error`)
}

/** Whether an AggregateError is among the causes of an error. */
function wrapsAggregate(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 8) return false
  return error.cause instanceof AggregateError || wrapsAggregate(error.cause, depth + 1)
}

const nameOf = (error: unknown): unknown => (error as { readonly name?: unknown } | undefined)?.name
