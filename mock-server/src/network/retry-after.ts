import * as v from 'valibot'
import { isObject, leaf, type Leaf } from './schema.ts'

/** A `Retry-After` header: in seconds, or as an HTTP date that many seconds ahead. */
export type RetryAfter = number | { readonly date: number }

/** A `Retry-After` as it may be written: `'date'` is an HTTP date one second ahead. */
export type RetryAfterInput = RetryAfter | 'date'

const isSeconds = (input: unknown) => typeof input === 'number' && input >= 0 && input < 1e9

const inputSchema: Leaf<RetryAfterInput> = leaf(
  'seconds, "date" or { "date": seconds }',
  (input) =>
    input === 'date' ||
    isSeconds(input) ||
    (isObject(input) && Object.keys(input).join() === 'date' && isSeconds(input['date'])),
)

/** A {@link RetryAfter}. */
export const retryAfterSchema = v.pipe(
  inputSchema,
  v.transform((input): RetryAfter => {
    if (typeof input === 'number') return input
    return { date: input === 'date' ? 1 : input.date }
  }),
)

/**
 * The value of a `Retry-After` header.
 *
 * Rounds up to whole seconds, so that a client that follows it never comes too early.
 *
 * @param epochMs The time of day now, in ms since 1970.
 */
export function formatRetryAfter(retryAfter: RetryAfter, epochMs: number): string {
  if (typeof retryAfter === 'number') return String(Math.ceil(retryAfter))
  return new Date(Math.ceil(epochMs / 1000 + retryAfter.date) * 1000).toUTCString()
}
