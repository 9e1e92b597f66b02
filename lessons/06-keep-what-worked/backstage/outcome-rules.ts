import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Played, Seen } from './play.ts'
import { isFailure, lastEnd } from './scenes.ts'

export type ByName = Readonly<Record<string, unknown>>

const isAbortError = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError'

/** The signal of a task aborted, although the caller aborted nothing before the task ended. */
export function diagnoseStopped({ run, tasks }: Played): void {
  const stopped = tasks.find(({ abortError, wasAborted }) => wasAborted && abortError !== undefined)
  const advice = tasks.some(({ plan }) => isFailure(plan))
    ? 'When one task fails, let the others go on.'
    : "Give each task a signal that aborts only if the caller's signal does."
  diagnose(run, [
    [
      stopped !== undefined,
      `The caller aborted nothing, but the signal of \`${stopped?.plan.name}\` aborted. So that task rejected ` +
        `with ${shown(stopped?.abortError)}. ${advice}`,
    ],
  ])
}

/** Some tasks worked, so there is something to keep. */
export function diagnoseRejection({ run, tasks }: Played): void {
  const failed = tasks.filter(({ plan }) => isFailure(plan))
  const worked = tasks.length - failed.length
  const source = failed.find(({ plan }) => Object.is(plan.value, run.reason))
  const rejected = run.outcome === 'rejected'
  const waited = run.settledMs >= lastEnd(tasks.map(({ plan }) => plan))
  const ownAbort = failed.find(({ plan }) => isAbortError(plan.value))
  const isUndefined = rejected && run.reason === undefined
  const alone = `${worked} of ${tasks.length} tasks worked`
  diagnoseOddError(run, tasks)
  diagnose(run, [
    [
      rejected && failed.length === 0,
      `No task failed, but your promise rejected with ${shown(run.reason)}. The error comes from your code.`,
    ],
    [
      rejected && waited && ownAbort !== undefined && isAbortError(run.reason),
      'Your promise rejected, but the caller aborted nothing. ' +
        `Task \`${ownAbort?.plan.name}\` rejected with its own AbortError, which is an ordinary failure. Look ` +
        "at the caller's signal, not at the name of the error.",
    ],
    [
      isUndefined && waited && ownAbort !== undefined && source === undefined,
      'Your promise rejected with `undefined`, but the caller aborted nothing. ' +
        `Task \`${ownAbort?.plan.name}\` rejected with its own AbortError, which is an ordinary failure. Look ` +
        "at the caller's signal, not at the name of an error. (`signal.reason` is `undefined` until the " +
        'signal aborts.)',
    ],
    [
      isUndefined && waited && source !== undefined,
      `Your promise rejected with \`undefined\`, as did task \`${source?.plan.name}\`. Until a signal aborts, ` +
        'its `reason` is `undefined`, too. To find out whether the caller aborted, look at ' +
        '`signal.aborted`.',
    ],
    [
      rejected && source !== undefined && waited,
      `Your promise rejected with the error of \`${source?.plan.name}\`. ${alone}, but your caller gets nothing. ` +
        'Keep every result, and every error.',
    ],
    [
      rejected && source !== undefined,
      `Your promise rejected with the error of \`${source?.plan.name}\`. ${alone}, but your caller gets ` +
        'nothing: `Promise.all` is all or nothing. Keep every result, and every error.',
    ],
    [
      rejected && run.reason instanceof AggregateError,
      `Your promise rejected with an AggregateError. ${alone}, but your caller gets nothing. Reject only if ` +
        'every task has failed.',
    ],
    [
      rejected,
      `Your promise rejected with ${shown(run.reason)}. That isn't the error of a task, so it comes from your ` +
        `code. ${alone}.`,
    ],
  ])
}

/** The learner's code read a property of null or undefined, which a task had thrown. */
export function diagnoseOddError(run: Played['run'], tasks: readonly Seen[]): void {
  const { reason } = run
  const own =
    reason instanceof TypeError && !tasks.some(({ plan }) => Object.is(plan.value, reason))
  const read = own ? /of (null|undefined) \(reading '(\w+)'\)/.exec(reason.message) : null
  const source = tasks.find(({ plan }) => isFailure(plan) && String(plan.value) === read?.[1])
  const failed = source?.plan.end === 'rejects' ? 'rejected with' : 'threw'
  diagnose(run, [
    [
      read !== null && source !== undefined,
      `Task \`${source?.plan.name}\` ${failed} ${shown(source?.plan.value)}, and your code threw ` +
        `${shown(reason)}. A task may fail with anything, even without a \`${read?.[2]}\`. ` +
        (read?.[2] === 'name'
          ? 'To find out whether the caller aborted, look at `signal.aborted`.'
          : 'Keep what it threw, and read nothing from it.'),
    ],
  ])
}

/** An object that a task returned or threw, and that isn't as it was. */
export function diagnoseChanged({ run, tasks }: Played): void {
  const found = tasks.find(({ changed }) => changed !== undefined)
  const isError = found !== undefined && isFailure(found.plan)
  diagnose(run, [
    [
      found !== undefined,
      `Task \`${found?.plan.name}\` ${isError ? 'threw' : 'returned'} ${shown(found?.plan.value)}, and your code ` +
        `${found?.changed}. The task may have handed the same object to other code. Keep it unchanged.`,
    ],
  ])
}

/** Promises where results should be. */
export function diagnosePromises({ run, tasks }: Played): void {
  const { values } = (run.value ?? {}) as { values?: unknown }
  const found = isObject(values)
    ? tasks.find(({ plan }) => (values as ByName)[plan.name] instanceof Promise)
    : undefined
  diagnose(run, [
    [
      found !== undefined,
      `\`values.${found?.plan.name}\` is a promise, so your caller doesn't know yet whether the task worked. ` +
        'Wait for it, and keep what it resolves with.',
    ],
  ])
}

/** A task whose rejection came before anything handled it. */
export function diagnoseUnhandled({ run, tasks }: Played): void {
  const lost = tasks.find(({ plan }) => isFailure(plan) && run.unhandled.includes(plan.value))
  diagnose(run, [
    [
      lost !== undefined,
      `Nothing handled the rejection of \`${lost?.plan.name}\` at ${lost?.endMs} ms. In Node, that ends the ` +
        'process. If you await promises one by one, a later one can reject before its turn. Wait for all ' +
        'of them together.',
    ],
  ])
}

/** What the promise resolved with, as an object with `values` and `errors`. */
export function partsOf({ run, tasks }: Played): { values: ByName; errors: ByName } {
  const value: unknown = run.value
  const { values, errors } = (value ?? {}) as { values?: unknown; errors?: unknown }
  const names = tasks.map(({ plan }) => plan.name)
  diagnose(run, [
    [value === undefined, 'Your promise resolved with `undefined`. Return `{ values, errors }`.'],
    [
      Array.isArray(value),
      `Your promise resolved with a list, ${shown(value)}, instead of \`{ values, errors }\`. Your caller ` +
        'looks up each result by its name.',
    ],
    ...(['values', 'errors'] as const).map((name): [boolean, string] => {
      const other = name === 'values' ? errors : values
      const part = name === 'values' ? values : errors
      return [
        isObject(other) && !isObject(part),
        `The \`${name}\` of your result is ${shown(part)}. Return two objects, even if one of them is empty.`,
      ]
    }),
    [
      !isObject(values) || !isObject(errors),
      `Expected \`{ values, errors }\`, with two objects, but your promise resolved with ${shown(value)}.`,
    ],
    [
      values instanceof Map || errors instanceof Map,
      'Your promise resolved with a `Map`, but in a `Map`, `values.price` is `undefined`. ' +
        'Make plain objects; `Object.fromEntries` turns a Map into one.',
    ],
    [
      [values, errors].some((part) => Array.isArray(part)),
      'Your `values` or `errors` is a list. Your caller looks up each result by its name.',
    ],
    [
      isObject(values) &&
        Object.keys(values).some((key) => /^\d+$/.test(key) && !names.includes(key)),
      'The keys of your `values` are numbers. Your caller looks up each result by the name of its task. ' +
        '`Object.keys` has the names, in the order of your list.',
    ],
  ])
  return { values: values as ByName, errors: errors as ByName }
}

export const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null
