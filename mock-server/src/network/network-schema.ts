import * as v from 'valibot'
import { bandwidthSchema } from './bandwidth.ts'
import { capacitySchema } from './capacity.ts'
import { connectionsSchema } from './connections.ts'
import { failureSchema, inOrder, routeSchema } from './failure-schema.ts'
import { latencySchema } from './latency.ts'
import { presetNames } from './presets.ts'
import { rateLimitSchema } from './rate-limit.ts'
import {
  isObject,
  leaf,
  milliseconds,
  object,
  oneOf,
  positiveMilliseconds,
  wholeNumber,
} from './schema.ts'
import type { Network, NetworkOverrides } from './types.ts'

const failuresSchema = v.array(failureSchema, 'a list of failures')

const overrides = {
  latency: v.exactOptional(latencySchema),
  firstByteMs: v.exactOptional(latencySchema),
  bandwidth: v.exactOptional(v.nullable(bandwidthSchema)),
  failures: v.exactOptional(failuresSchema),
  rateLimit: v.exactOptional(v.nullable(rateLimitSchema)),
  capacity: v.exactOptional(v.nullable(capacitySchema)),
  connections: v.exactOptional(v.nullable(connectionsSchema)),
  abortMs: v.exactOptional(latencySchema),
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
  connections: v.exactOptional(v.nullable(connectionsSchema), null),
  abortMs: v.exactOptional(latencySchema, 0),
  routes: v.exactOptional(routesSchema, {}),
  timeline: v.exactOptional(v.array(spanSchema, 'a list of spans of time'), []),
  timelineStarts: v.exactOptional(oneOf(['now', 'first-call']), 'now'),
  timelineRepeatMs: v.exactOptional(positiveMilliseconds),
})
