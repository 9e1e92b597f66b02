import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  failureKindNames,
  failureKinds,
  stageOf,
  type Failure,
  type FailureInput,
} from './failure-kinds.ts'
import { InvalidNetworkError } from './invalid-network-error.ts'
import { createNetworkModel } from './model.ts'
import { parseNetwork } from './parse-network.ts'
import { bodyComesAtOnce } from './plan.ts'
import type { NetworkInput } from './types.ts'

/** One of each kind, with all that it can have. */
const examples: Readonly<Record<Failure['kind'], Failure>> = {
  status: {
    kind: 'status',
    status: 302,
    retryAfter: 1,
    headers: { location: '/products/4' },
    body: { moved: ['to', 4, true, null] },
  },
  refused: { kind: 'refused' },
  dns: { kind: 'dns' },
  'connect-timeout': { kind: 'connect-timeout' },
  reset: { kind: 'reset' },
  'reset-body': { kind: 'reset-body', afterBytes: 7 },
  hang: { kind: 'hang' },
  empty: { kind: 'empty' },
  'not-http': { kind: 'not-http' },
  garbage: { kind: 'garbage' },
  truncated: { kind: 'truncated', afterBytes: 7 },
  stall: { kind: 'stall', afterBytes: 7 },
  'malformed-chunk': { kind: 'malformed-chunk', afterBytes: 7 },
  'wrong-length': { kind: 'wrong-length', byBytes: -3 },
  trickle: { kind: 'trickle', bytesPerSecond: 10 },
  'slow-headers': { kind: 'slow-headers', delayMs: 10 },
}

describe.each(failureKindNames)('%s', (kind) => {
  test('says in one line what happens', () => {
    expect(failureKinds[kind].about).toMatch(/^\S.{10,90}$/u)
  })

  test('can be described with all that it has, and the plan has it, too', () => {
    const failure = examples[kind]
    expect(Object.keys(failure).toSorted()).toEqual(
      ['kind', ...Object.keys(failureKinds[kind].fields)].toSorted(),
    )
    const plan = planUnder({ failures: [failure] })
    expect(plan.fault).toEqual(stageOf(failure) === 'slowdown' ? undefined : failure)
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan)
  })

  test('can be combined with every selector', () => {
    const selectors = { probability: 1, first: 9, every: 1, fromMs: 0, toMs: 9, method: 'GET' }
    const failure = { ...examples[kind], ...selectors, route: '/*' } as FailureInput
    expect(parseNetwork({ failures: [failure] }).failures).toEqual([failure])
  })

  test('spends its latency outside of any slot if it does not reach the server', () => {
    const capacity = { slots: 1, queue: 0 }
    const plan = planUnder({ latency: 40, capacity, failures: [examples[kind]] })
    const reachesServer = stageOf(plan.fault) !== 'connect'
    expect(plan.serviceMs).toBe(reachesServer ? 40 : 0)
  })

  test('leaves the body alone unless it is a fault of the body', () => {
    const { stage } = failureKinds[kind]
    const plan = planUnder({ failures: [examples[kind]] })
    expect(bodyComesAtOnce(plan)).toBe(stage !== 'body' && kind !== 'trickle')
  })
})

test('every kind takes effect at its stage', () => {
  const stages = Object.groupBy(failureKindNames, (kind) => failureKinds[kind].stage)
  expect(stages).toEqual({
    connect: ['refused', 'dns', 'connect-timeout'],
    connection: ['reset', 'hang', 'empty', 'not-http'],
    reply: ['status', 'garbage'],
    body: ['reset-body', 'truncated', 'stall', 'malformed-chunk', 'wrong-length'],
    slowdown: ['trickle', 'slow-headers'],
  })
})

test('a failure of another kind changes nobody else’s draws, wherever it is put', () => {
  const kinds = fc.constantFrom(...failureKindNames)
  const place = fc.nat(3)
  fc.assert(
    fc.property(kinds, place, fc.nat(), (kind, place, seed) => {
      const list: FailureInput[] = [
        { kind: 'slow-headers', delayMs: 5, probability: 0.4 },
        { kind: 'reset', probability: 0.2 },
        { kind: 'truncated', probability: 0.2 },
      ].filter((failure) => failure.kind !== kind) as FailureInput[]
      const never = { ...examples[kind], probability: 0 } as FailureInput
      const before = plansUnder({ seed, failures: list })
      const after = plansUnder({ seed, failures: list.toSpliced(place, 0, never) })
      expect(after).toEqual(before)
    }),
  )
})

describe('the reply of a status', () => {
  test.each([['text'], [''], [null], [0], [[1, [2]]], [{ deep: { er: {} } }]])(
    'may have the body %j',
    (body) => {
      expect(planUnder({ failures: [{ kind: 'status', status: 500, body }] }).fault).toEqual({
        kind: 'status',
        status: 500,
        body,
      })
    },
  )

  test('has a copy of the body', () => {
    const body = { items: [1] }
    const network = parseNetwork({ failures: [{ kind: 'status', status: 200, body }] })
    body.items.push(2)
    expect(network.failures).toMatchObject([{ body: { items: [1] } }])
  })

  test('has header names in small letters', () => {
    const headers = { Location: '/a', 'X-Trace': 'b' }
    const network = parseNetwork({ failures: [{ kind: 'status', status: 301, headers }] })
    expect(network.failures).toMatchObject([{ headers: { location: '/a', 'x-trace': 'b' } }])
  })

  const circle: Record<string, unknown> = {}
  circle['self'] = circle
  test.each<[string, unknown]>([
    ['a function', () => 1],
    ['NaN', { a: NaN }],
    ['a Date', [new Date(0)]],
    ['a bigint', 1n],
    ['an undefined item', [undefined]],
    ['a circle', circle],
  ])('cannot have %s for a body', (_, body) => {
    expect(problemsOf({ status: 500, body })).toMatchObject([
      { path: '$.failures[0].body', expected: 'a text or another JSON value' },
    ])
  })

  test.each<[string, unknown]>([
    ['content-length', { 'Content-Length': '5' }],
    ['content-encoding', { 'content-encoding': 'gzip' }],
    ['no text', { 'x-a': 5 }],
    ['a new line', { 'x-a': 'b\r\nx-c: d' }],
    ['no name', { '': 'b' }],
    ['a name with a space', { 'x a': 'b' }],
    ['a list', ['x-a: b']],
  ])('cannot have headers with %s', (_, headers) => {
    const [problem] = problemsOf({ status: 500, headers })
    expect(problem?.path).toMatch(/^\$\.failures\[0\]\.headers/u)
  })
})

function problemsOf(status: object) {
  try {
    parseNetwork({ failures: [{ kind: 'status', ...status }] })
  } catch (error) {
    if (error instanceof InvalidNetworkError) return error.problems
    throw error
  }
  return []
}

function planUnder(network: NetworkInput) {
  return plansUnder(network)[0]!
}

function plansUnder(network: NetworkInput) {
  const model = createNetworkModel(network, { nowMs: () => 0 })
  const call = { method: 'GET', path: '/products/3', route: '/products/:id', atMs: 0 }
  return Array.from({ length: 50 }, () => model.plan(call))
}
