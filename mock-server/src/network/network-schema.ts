import * as v from 'valibot'
import { failureSchema, inOrder, routeSchema } from './failure-schema.ts'
import { latencySchema } from './latency-schema.ts'
import { presetNames } from './presets.ts'
import {
  isObject,
  leaf,
  milliseconds,
  object,
  oneOf,
  positive,
  wholeNumber,
} from './schema-parts.ts'
import type { Network, NetworkOverrides } from './types.ts'

const atMost = 1_000_000

const bandwidthSchema = object({
  bytesPerSecond: positive,
  chunkBytes: v.exactOptional(wholeNumber(1, Number.MAX_SAFE_INTEGER)),
})

const rateLimitSchema = v.pipe(
  object({
    algorithm: v.exactOptional(
      oneOf(['token-bucket', 'fixed-window', 'sliding-window']),
      'token-bucket',
    ),
    limit: wholeNumber(1, atMost),
    windowMs: leaf<number>(
      'milliseconds above 0',
      (input) => input !== 0 && v.is(milliseconds, input),
    ),
    burst: v.exactOptional(wholeNumber(1, atMost)),
    by: v.exactOptional(oneOf(['all', 'route', 'key']), 'all'),
    retryAfter: v.exactOptional(oneOf(['seconds', 'date']), 'seconds'),
  }),
  v.check(
    (rule) => rule.burst === undefined || rule.algorithm === 'token-bucket',
    'a burst only with the algorithm "token-bucket"',
  ),
  v.transform((rule) =>
    rule.algorithm === 'token-bucket' ? { ...rule, burst: rule.burst ?? rule.limit } : rule,
  ),
)

const capacitySchema = object({
  slots: wholeNumber(1, Number.MAX_SAFE_INTEGER),
  queue: wholeNumber(0, Number.MAX_SAFE_INTEGER),
  serviceMs: v.exactOptional(latencySchema),
})

const failuresSchema = v.array(failureSchema, 'a list of failures')

const overrides = {
  latency: v.exactOptional(latencySchema),
  firstByteMs: v.exactOptional(latencySchema),
  bandwidth: v.exactOptional(v.nullable(bandwidthSchema)),
  failures: v.exactOptional(failuresSchema),
  rateLimit: v.exactOptional(v.nullable(rateLimitSchema)),
  capacity: v.exactOptional(v.nullable(capacitySchema)),
}

const routesSchema: v.GenericSchema<unknown, Record<string, NetworkOverrides>> = v.pipe(
  leaf<object>('an object with a route for each key', isObject),
  v.record(routeSchema as v.GenericSchema<string, string>, object(overrides)),
)

const spanSchema = v.pipe(
  object({ fromMs: milliseconds, toMs: v.exactOptional(milliseconds), ...overrides }),
  v.check((span) => inOrder(span), 'a toMs after fromMs'),
)

/** A {@link Network}, with what is left out filled in. A preset is merged in before, if it has a known name. */
export const networkSchema: v.GenericSchema<unknown, Network> = object({
  preset: v.exactOptional(oneOf(presetNames)),
  seed: v.exactOptional(wholeNumber(0, Number.MAX_SAFE_INTEGER), 1),
  latency: v.exactOptional(latencySchema, 0),
  firstByteMs: v.exactOptional(latencySchema, 0),
  bandwidth: v.exactOptional(v.nullable(bandwidthSchema), null),
  failures: v.exactOptional(failuresSchema, []),
  rateLimit: v.exactOptional(v.nullable(rateLimitSchema), null),
  capacity: v.exactOptional(v.nullable(capacitySchema), null),
  routes: v.exactOptional(routesSchema, {}),
  timeline: v.exactOptional(v.array(spanSchema, 'a list of spans of time'), []),
})
