import * as v from 'valibot'
import { latencySchema, type Latency } from './latency.ts'
import { retryAfterSchema, type RetryAfter, type RetryAfterInput } from './retry-after.ts'
import { object, share, wholeNumber } from './schema.ts'

/**
 * A server that works on `slots` calls at once, lets `queue` more wait, and answers the rest with
 * 503.
 */
export interface Capacity {
  /** Calls in service at once. */
  readonly slots: number
  /** Calls that may wait for a slot, first come, first served. */
  readonly queue: number
  /** How long a call holds its slot. Default: as long as its latency. */
  readonly serviceMs?: Latency
  /** `Retry-After` of the 503. Default: none. */
  readonly retryAfter?: RetryAfter
  /**
   * The cost of refusing a call (with 503, or with 429 under a rate limit), from 0 to 1: a share of
   * the slot time that the call would have taken. While the slots work on refusals, every call in
   * service or in the queue waits. So a storm of retries can keep a server down. Default 0.
   *
   * With `slots` ÷ service time = μ calls a second, refusals alone take all slots once λ > μ ÷
   * `refusal` calls arrive a second.
   */
  readonly refusal?: number
}

/** A capacity as it may be written. */
export interface CapacityInput extends Omit<Capacity, 'retryAfter'> {
  /** See {@link Capacity.retryAfter}. */
  readonly retryAfter?: RetryAfterInput
}

/** A {@link Capacity}. */
export const capacitySchema = object({
  slots: wholeNumber(1),
  queue: wholeNumber(0),
  serviceMs: v.exactOptional(latencySchema),
  retryAfter: v.exactOptional(retryAfterSchema),
  refusal: v.exactOptional(share),
})
