import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Played } from './play.ts'
import { isFailure } from './scenes.ts'

export type ByName = Readonly<Record<string, unknown>>

const isAbortError = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError'

/** Some tasks worked, so that there is something to keep. */
export function diagnoseRejection({ run, tasks }: Played): void {
  const failed = tasks.filter(({ plan }) => isFailure(plan))
  const worked = tasks.length - failed.length
  const source = failed.find(({ plan }) => Object.is(plan.value, run.reason))
  const rejected = run.outcome === 'rejected'
  const alone = `${worked} of ${tasks.length} tasks worked`
  diagnose(run, [
    [
      rejected && failed.length === 0,
      `No task failed, but your promise rejected with ${shown(run.reason)}. The error comes from your code.`,
    ],
    [
      rejected && source !== undefined && isAbortError(run.reason) && run.settledMs > 0,
      `Task \`${source?.plan.name}\` rejected with an AbortError of its own, and so did your promise. But ` +
        "the caller has aborted nothing: this task failed like any other. Ask the caller's signal, " +
        'not the name of the error.',
    ],
    [
      rejected && source !== undefined,
      `${alone}, but your promise rejected with the error of \`${source?.plan.name}\`, so your caller gets ` +
        'nothing. `Promise.all` is all or nothing. Keep every result, and every error.',
    ],
    [
      rejected && run.reason instanceof AggregateError,
      `${alone}, but your promise rejected with an AggregateError, so your caller gets nothing. Reject ` +
        'only if every task has failed.',
    ],
    [
      rejected,
      `${alone}, but your promise rejected with ${shown(run.reason)}, which is not an error of a task. It ` +
        'comes from your code.',
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
      `Nothing handled the rejection of \`${lost?.plan.name}\` when it came, and in Node, that ends the ` +
        'process. If you await promises one by one, a later one can reject too early. Wait for all of ' +
        'them together.',
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
        'wants to find each result by its name.',
    ],
    [
      !isObject(values) || !isObject(errors),
      `Expected \`{ values, errors }\`, with two objects, but your promise resolved with ${shown(value)}.`,
    ],
    [
      values instanceof Map || errors instanceof Map,
      'Your promise resolved with a `Map`, and a caller who writes `values.price` finds nothing in it. ' +
        'Make plain objects; `Object.fromEntries` turns a Map into one.',
    ],
    [
      [values, errors].some((part) => Array.isArray(part)),
      'Your `values` or `errors` is a list. Your caller wants to find each result by its name.',
    ],
    [
      isObject(values) &&
        Object.keys(values).some((key) => /^\d+$/.test(key) && !names.includes(key)),
      'Your `values` are by number. Your caller wants them by the names of the tasks. `Object.keys` has ' +
        'the names, in the order of your list.',
    ],
  ])
  return { values: values as ByName, errors: errors as ByName }
}

export const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null
