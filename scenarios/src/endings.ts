import { shown } from './shown.ts'

/** How a promise ended. `undefined` if it never settled. */
export type Result<T = unknown> = PromiseSettledResult<T> | undefined

/**
 * How a promise ended, in words that follow on "your promise".
 *
 * @example
 * ```ts
 * import { ending } from '@overlap/scenarios'
 *
 * ending({ status: 'fulfilled', value: 3 }) // → 'resolved with `3`'
 * ending(undefined) // → 'never settled'
 * ```
 */
export function ending(result: Result): string {
  if (result === undefined) return 'never settled'
  return result.status === 'rejected'
    ? `rejected with ${shown(result.reason)}`
    : `resolved with ${shown(result.value)}`
}

/**
 * What a promise rejected with. `undefined` if it did not reject.
 *
 * @example
 * ```ts
 * import { reasonOf } from '@overlap/scenarios'
 *
 * reasonOf({ status: 'rejected', reason: 'sold out' }) // → 'sold out'
 * ```
 */
export function reasonOf(result: Result): unknown {
  return result?.status === 'rejected' ? result.reason : undefined
}

/**
 * The rest of a sentence, after "and" or "but": a promise never settled, and nothing handled the
 * rejection of another one.
 *
 * @example
 * ```ts
 * import { unhandledIn } from '@overlap/scenarios'
 *
 * unhandledIn({ unhandled: ['sold out'] }).startsWith('your promise never settled') // → true
 * ```
 */
export function unhandledIn({ unhandled }: { readonly unhandled: readonly unknown[] }): string {
  return (
    `your promise never settled, and nothing handled the rejection with ${shown(unhandled[0])}. In ` +
    'Node, an unhandled rejection ends the process. Make that error reject the promise that you return.'
  )
}
