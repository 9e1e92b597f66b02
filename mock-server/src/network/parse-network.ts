import * as v from 'valibot'
import { bandwidthSchema } from './bandwidth.ts'
import { capacitySchema } from './capacity.ts'
import { connectionsSchema } from './connections.ts'
import { failureSchema, inOrder, routeSchema } from './failure-schema.ts'
import { InvalidNetworkError, type NetworkProblem } from './invalid-network-error.ts'
import { latencySchema } from './latency.ts'
import { presetNames, presets } from './presets.ts'
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
import type { Network, NetworkOverrides, PresetName } from './types.ts'

/** The settings that can differ between routes and over time. */
const settings = {
  latency: v.exactOptional(latencySchema),
  firstByteMs: v.exactOptional(latencySchema),
  bandwidth: v.exactOptional(v.nullable(bandwidthSchema)),
  failures: v.exactOptional(v.array(failureSchema, 'a list of failures')),
  rateLimit: v.exactOptional(v.nullable(rateLimitSchema)),
  capacity: v.exactOptional(v.nullable(capacitySchema)),
  connections: v.exactOptional(v.nullable(connectionsSchema)),
  abortMs: v.exactOptional(latencySchema),
}

const routesSchema: v.GenericSchema<unknown, Record<string, NetworkOverrides>> = v.pipe(
  leaf<object>('an object with a route for each key', isObject),
  v.record(routeSchema as v.GenericSchema<string, string>, object(settings)),
)

const spanSchema = v.pipe(
  object({ fromMs: milliseconds, toMs: v.exactOptional(milliseconds), ...settings }),
  v.check((span) => inOrder(span), 'a toMs after fromMs'),
)

/** A network as it may be written, after its preset was merged in. */
const networkSchema: v.GenericSchema<unknown, Partial<Network>> = v.pipe(
  object({
    preset: v.exactOptional(oneOf(presetNames)),
    seed: v.exactOptional(wholeNumber(0)),
    ...settings,
    routes: v.exactOptional(routesSchema),
    timeline: v.exactOptional(v.array(spanSchema, 'a list of spans of time')),
    timelineStarts: v.exactOptional(oneOf(['now', 'first-call'])),
    timelineRepeatMs: v.exactOptional(positiveMilliseconds),
  }),
  v.forward(
    v.check(
      ({ timeline = [], timelineRepeatMs = Infinity }) =>
        timeline.every(({ fromMs }) => fromMs < timelineRepeatMs),
      'milliseconds after the fromMs of every span',
    ),
    ['timelineRepeatMs'],
  ),
)

/** No delays, no failures and no limits. */
const defaults: Network = {
  seed: 1,
  latency: 0,
  firstByteMs: 0,
  bandwidth: null,
  failures: [],
  rateLimit: null,
  capacity: null,
  connections: null,
  abortMs: 0,
  routes: {},
  timeline: [],
  timelineStarts: 'now',
}

/**
 * Checks the description of a network and fills in what is left out.
 *
 * The result is a frozen copy; to change a network, describe another one. Parsing a complete
 * network returns an equal one.
 *
 * @throws {InvalidNetworkError} with every problem, not only the first.
 *
 * @example
 * ```ts
 * import { InvalidNetworkError, parseNetwork } from '@overlap/mock-server'
 *
 * parseNetwork({ latency: 100, rateLimit: { limit: 5, windowMs: 1000 } }).rateLimit?.algorithm
 * // → 'token-bucket'
 *
 * try {
 *   parseNetwork({ failures: [{ kind: 'stauts', status: 503 }] })
 * } catch (error) {
 *   if (error instanceof InvalidNetworkError) console.log(error.problems[0]?.path)
 * }
 * // prints $.failures[0].kind
 * ```
 */
export function parseNetwork(input: unknown): Network {
  const result = v.safeParse(networkSchema, withPreset(input))
  if (!result.success) throw new InvalidNetworkError(result.issues.map(toProblem))
  return freeze({ ...defaults, ...result.output })
}

function withPreset(input: unknown): unknown {
  if (!isObject(input) || typeof input['preset'] !== 'string') return input
  const name = input['preset']
  if (!Object.hasOwn(presets, name)) return input
  const merged: Record<string, unknown> = { ...presets[name as PresetName].network, ...input }
  delete merged['preset']
  return merged
}

function toProblem(issue: v.BaseIssue<unknown>): NetworkProblem {
  const steps = issue.path?.map(({ key }) => step(key)) ?? []
  return {
    path: ['$', ...steps].join(''),
    expected: issue.message,
    received: show(issue.input),
  }
}

function step(key: unknown): string {
  if (typeof key === 'number') return `[${key}]`
  return /^[A-Za-z_]\w*$/.test(String(key)) ? `.${String(key)}` : `[${JSON.stringify(key)}]`
}

/** A short text for a value. */
function show(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  const text = safeJson(value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

function safeJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? typeof value
  } catch {
    return Array.isArray(value) ? 'an array' : 'an object'
  }
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) freeze(part)
  }
  return value
}
