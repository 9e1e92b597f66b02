import { expect, test } from 'vitest'
import { InvalidNetworkError } from './invalid-network-error.ts'
import { parseNetwork } from './parse-network.ts'

const routeKeys =
  'latency, firstByteMs, bandwidth, failures, rateLimit, capacity, connections, abortMs'
const keys = `preset, seed, ${routeKeys}, routes, timeline, timelineStarts, timelineRepeatMs`
const selectors = 'probability, first, every, fromMs, toMs, method, route'
const kinds =
  '"status", "refused", "dns", "connect-timeout", "reset", "reset-body", "hang", "empty", "not-http", "garbage", "truncated", "stall", "malformed-chunk", "wrong-length", "trickle", "slow-headers"'
const presets =
  '"calm", "slow", "flaky", "rate-limited", "overloaded", "outage-then-recovery", "long-tail"'
const algorithms = '"token-bucket", "fixed-window", "sliding-window"'
const distributions = 'uniform, normal, lognormal, exponential, pareto, replay, sample'
const latency = `milliseconds from 0 to 2147483647 or an object with one of the keys ${distributions}`
const any = 9007199254740991

test.each<[input: unknown, line: string]>([
  [undefined, `$: expected an object with the keys ${keys}, got nothing`],
  ['flaky', `$: expected an object with the keys ${keys}, got "flaky"`],
  [[], `$: expected an object with the keys ${keys}, got []`],
  [
    { latncy: 5 },
    `$.latncy: expected one of the keys ${keys} (did you mean "latency"?), got "latncy"`,
  ],
  [
    { preset: 'flakey' },
    `$.preset: expected one of ${presets} (did you mean "flaky"?), got "flakey"`,
  ],
  [{ preset: 'toString' }, `$.preset: expected one of ${presets}, got "toString"`],
  [{ seed: 1.5 }, `$.seed: expected a whole number from 0 to ${any}, got 1.5`],
])('of the whole: %j', (input, line) => {
  expect(messageFor(input)).toBe(oneProblem(line))
})

test.each<[input: unknown, line: string]>([
  [-1, `$.latency: expected ${latency}, got -1`],
  [NaN, `$.latency: expected ${latency}, got NaN`],
  [99999999999, `$.latency: expected ${latency}, got 99999999999`],
  ['100', `$.latency: expected ${latency}, got "100"`],
  [{}, `$.latency: expected ${latency}, got {}`],
  [
    { lognorml: 1 },
    `$.latency.lognorml: expected one of the keys ${distributions} (did you mean "lognormal"?), got "lognorml"`,
  ],
  [
    { uniform: [1, 2], normal: {} },
    '$.latency.normal: expected one of the keys uniform, got "normal"',
  ],
  [
    { uniform: [0, 2 ** 31] },
    '$.latency.uniform[1]: expected milliseconds from 0 to 2147483647, got 2147483648',
  ],
  [
    { uniform: [3, 1] },
    '$.latency.uniform: expected two numbers of ms, [min, max], min <= max, got [3,1]',
  ],
  [{ lognormal: { median: 5 } }, '$.latency.lognormal.p99: expected a number above 0, got nothing'],
  [
    { lognormal: { median: 5, p99: 4 } },
    '$.latency.lognormal: expected a p99 that is not below the median, got {"median":5,"p99":4}',
  ],
  [
    { pareto: { min: 5, alpha: 1, max: 4 } },
    '$.latency.pareto: expected a max that is not below min, got {"min":5,"alpha":1,"max":4}',
  ],
  [{ replay: [] }, '$.latency.replay: expected a list of one or more numbers of ms, got []'],
])('of a latency: %j', (input, line) => {
  expect(messageFor({ latency: input })).toBe(oneProblem(line))
})

test('of a latency: a function', () => {
  const message = messageFor({ latency: () => 5 })
  expect(message).toBe(oneProblem(`$.latency: expected ${latency}, got a function`))
})

test.each<[input: unknown, line: string]>([
  [{}, `kind: expected one of ${kinds}, got nothing`],
  [{ kind: 'stauts' }, `kind: expected one of ${kinds} (did you mean "status"?), got "stauts"`],
  [
    { kind: 'hang', status: 500 },
    `status: expected one of the keys kind, ${selectors}, got "status"`,
  ],
  [{ kind: 'status', status: 100 }, 'status: expected a whole number from 200 to 599, got 100'],
  [
    { kind: 'status', status: 503, retryAfter: 'soon' },
    'retryAfter: expected seconds, "date" or { "date": seconds }, got "soon"',
  ],
  [{ kind: 'slow-headers' }, 'delayMs: expected milliseconds from 0 to 2147483647, got nothing'],
  [{ kind: 'hang', probability: 10 }, 'probability: expected a number from 0 to 1, got 10'],
  [{ kind: 'hang', every: 0 }, `every: expected a whole number from 1 to ${any}, got 0`],
  [{ kind: 'hang', method: true }, 'method: expected an HTTP method such as "GET", got true'],
  [
    { kind: 'hang', route: 'products' },
    'route: expected a route such as "/products/3", "/products/:id", "/products/*" or "GET /products/:id", got "products"',
  ],
])('of a failure: %j', (input, line) => {
  expect(messageFor({ failures: [input] })).toBe(oneProblem(`$.failures[0].${line}`))
})

test.each<[input: unknown, line: string]>([
  [{ failures: { kind: 'hang' } }, '$.failures: expected a list of failures, got {"kind":"hang"}'],
  [
    { failures: [{ kind: 'hang', fromMs: 5, toMs: 5 }] },
    '$.failures[0]: expected a toMs after fromMs, got {"kind":"hang","fromMs":5,"toMs":5}',
  ],
  [
    { rateLimit: { algorithm: 'tokenbucket', limit: 1, windowMs: 1 } },
    `$.rateLimit.algorithm: expected one of ${algorithms} (did you mean "token-bucket"?), got "tokenbucket"`,
  ],
  [{ rateLimit: { limit: 1 } }, '$.rateLimit.windowMs: expected milliseconds above 0, got nothing'],
  [
    { rateLimit: { algorithm: 'fixed-window', limit: 1, windowMs: 1, burst: 2 } },
    '$.rateLimit: expected a burst only with the algorithm "token-bucket", got {"algorithm":"fixed-window","limit":1,"windowMs":1,"burst...',
  ],
  [
    { capacity: { slots: 0, queue: 0 } },
    `$.capacity.slots: expected a whole number from 1 to ${any}, got 0`,
  ],
  [
    { capacity: { slots: 1, queue: Infinity } },
    `$.capacity.queue: expected a whole number from 0 to ${any}, got Infinity`,
  ],
  [
    { bandwidth: { bytesPerSecond: 0 } },
    '$.bandwidth.bytesPerSecond: expected a number above 0, got 0',
  ],
  [
    { bandwidth: { bytesPerSecond: 1, shared: false } },
    '$.bandwidth.shared: expected true, got false',
  ],
  [
    { capacity: { slots: 1, queue: 0, refusal: 2 } },
    '$.capacity.refusal: expected a number from 0 to 1, got 2',
  ],
  [
    { connections: { limit: 0 } },
    `$.connections.limit: expected a whole number from 1 to ${any}, got 0`,
  ],
  [
    { connections: { limits: 3 } },
    '$.connections.limits: expected one of the keys limit, setUpMs, keepAliveMs (did you mean "limit"?), got "limits"',
  ],
  [{ abortMs: -1 }, `$.abortMs: expected ${latency}, got -1`],
  [
    { timelineStarts: 'first' },
    '$.timelineStarts: expected one of "now", "first-call", got "first"',
  ],
  [{ timelineRepeatMs: 0 }, '$.timelineRepeatMs: expected milliseconds above 0, got 0'],
  [
    { timeline: [{ fromMs: 5 }], timelineRepeatMs: 5 },
    '$.timelineRepeatMs: expected milliseconds after the fromMs of every span, got {"timeline":[{"fromMs":5}],"timelineRepeatMs":5}',
  ],
  [
    { failures: [{ kind: 'wrong-length', byBytes: 0 }] },
    '$.failures[0].byBytes: expected a whole number other than 0, got 0',
  ],
  [
    { routes: { products: {} } },
    '$.routes.products: expected a route such as "/products/3", "/products/:id", "/products/*" or "GET /products/:id", got "products"',
  ],
  [
    { routes: { '/a': { seed: 1 } } },
    `$.routes["/a"].seed: expected one of the keys ${routeKeys}, got "seed"`,
  ],
  [
    { timeline: [{}] },
    '$.timeline[0].fromMs: expected milliseconds from 0 to 2147483647, got nothing',
  ],
])('of a part: %j', (input, line) => {
  expect(messageFor(input)).toBe(oneProblem(line))
})

test('names all problems at once, one on a line', () => {
  const input = {
    seed: -1,
    latency: {},
    failures: [{ knid: 'hang' }, 7],
    capacity: { slots: 'two' },
  }
  const { message, problems } = errorOf(input)
  expect(message.split('\n')[0]).toBe('Cannot use this network: 7 problems')
  expect(message.split('\n').slice(1)).toEqual(
    problems.map((p) => `  ${p.path}: expected ${p.expected}, got ${p.received}`),
  )
  expect(problems.map(({ path }) => path)).toEqual([
    '$.seed',
    '$.latency',
    '$.failures[0].kind',
    '$.failures[0].knid',
    '$.failures[1]',
    '$.capacity.slots',
    '$.capacity.queue',
  ])
  expect(problems[3]?.expected).toContain('(did you mean "kind"?)')
})

test('shows a circle without walking in it', () => {
  const circle: Record<string, unknown> = {}
  circle['latency'] = circle
  expect(errorOf(circle).problems).toHaveLength(1)
})

function messageFor(input: unknown): string {
  return errorOf(input).message
}

function oneProblem(line: string): string {
  return `Cannot use this network: 1 problem\n  ${line}`
}

function errorOf(input: unknown): InvalidNetworkError {
  try {
    parseNetwork(input)
  } catch (error) {
    if (error instanceof InvalidNetworkError) return error
    throw error
  }
  throw new Error('was accepted')
}
