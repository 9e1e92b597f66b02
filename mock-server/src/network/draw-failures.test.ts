import { describe, expect, test } from 'vitest'
import type { FailureInput } from './failure-kinds.ts'
import { createNetworkModel } from './model.ts'

const product = { method: 'GET', path: '/products/3', route: '/products/:id', atMs: 0 }

describe('which calls', () => {
  test('all of them, if nothing is said', () => {
    expect(hits({ kind: 'reset' }, 4)).toEqual([0, 1, 2, 3])
  })

  test('the first n to each path', () => {
    expect(hits({ kind: 'reset', first: 2 }, 5)).toEqual([0, 1])
    expect(hits({ kind: 'reset', first: 0 }, 5)).toEqual([])
  })

  test('every nth to each path', () => {
    expect(hits({ kind: 'reset', every: 3 }, 9)).toEqual([2, 5, 8])
  })

  test('those sent in a span of time, its end not included', () => {
    const plan = planner([{ kind: 'reset', fromMs: 100, toMs: 200 }])
    const failed = [99, 100, 199, 200].map((atMs) => plan({ atMs }).fault !== undefined)
    expect(failed).toEqual([false, true, true, false])
  })

  test('those with a method', () => {
    const plan = planner([{ kind: 'reset', method: 'post' }])
    expect(plan({ method: 'GET' }).fault).toBeUndefined()
    expect(plan({ method: 'POST' }).fault).toEqual({ kind: 'reset' })
  })

  test.each([
    ['/products/:id', '/products/3', true],
    ['/products/:id', '/products/3/price', false],
    ['/products/3', '/products/3?fields=name', true],
    ['POST /products/3', '/products/3', false],
    ['/products/*', '/products/3/price', true],
  ])('those to route %s: %s? %s', (route, path, hit) => {
    expect(planner([{ kind: 'reset', route }])({ path }).fault !== undefined).toBe(hit)
  })

  test('a share of them, close to its probability', () => {
    const share = hits({ kind: 'reset', probability: 0.1 }, 20_000).length / 20_000
    expect(Math.abs(share - 0.1)).toBeLessThan(0.008)
    expect(hits({ kind: 'reset', probability: 0 }, 1000)).toEqual([])
  })

  test('at a higher probability those of a lower one and more', () => {
    const few = hits({ kind: 'reset', probability: 0.1 }, 1000)
    const more = new Set(hits({ kind: 'reset', probability: 0.2 }, 1000))
    expect(few.every((ordinal) => more.has(ordinal))).toBe(true)
    expect(more.size).toBeGreaterThan(few.length)
  })

  test('only those for which all of it holds', () => {
    const failure = { kind: 'reset', first: 6, every: 2, method: 'GET', route: '/products/:id' }
    expect(hits(failure as FailureInput, 9)).toEqual([1, 3, 5])
  })
})

describe('composition', () => {
  test('the first fault of the list that hits is the fate', () => {
    const plan = planner([
      { kind: 'status', status: 503, retryAfter: 2, first: 1 },
      { kind: 'reset', first: 2 },
      { kind: 'hang' },
    ])
    expect(plan().fault).toEqual({ kind: 'status', status: 503, retryAfter: 2 })
    expect(plan().fault).toEqual({ kind: 'reset' })
    expect(plan().fault).toEqual({ kind: 'hang' })
  })

  test('slowdowns work together with the fault after them, and delays add up', () => {
    const plan = planner([
      { kind: 'slow-headers', delayMs: 100 },
      { kind: 'trickle', bytesPerSecond: 50 },
      { kind: 'slow-headers', delayMs: 20 },
      { kind: 'trickle', bytesPerSecond: 90 },
      { kind: 'truncated', afterBytes: 10 },
    ])
    expect(plan()).toMatchObject({
      latencyMs: 120,
      pace: { bytesPerSecond: 50 },
      fault: { kind: 'truncated', afterBytes: 10 },
    })
  })

  test('a slowdown after the fault that hits comes too late', () => {
    const plan = planner([{ kind: 'reset' }, { kind: 'slow-headers', delayMs: 100 }])
    expect(plan()).toMatchObject({ latencyMs: 0, fault: { kind: 'reset' } })
  })

  test('the slower of trickle and bandwidth counts', () => {
    const paceUnder = (bytesPerSecond: number) => {
      const bandwidth = { bytesPerSecond: 1000, chunkBytes: 200 }
      const failures = [{ kind: 'trickle', bytesPerSecond }] as const
      const { pace } = planner(failures, { bandwidth })()
      return [pace?.bytesPerSecond, pace?.chunkBytes]
    }
    expect(paceUnder(100)).toEqual([100, 5])
    expect(paceUnder(5000)).toEqual([1000, 200])
  })

  test("'date' is an HTTP date one second ahead", () => {
    const plan = planner([{ kind: 'status', status: 503, retryAfter: 'date' }])
    expect(plan().fault).toEqual({ kind: 'status', status: 503, retryAfter: { date: 1 } })
  })
})

test('a fault that is put in changes the fate of no call that it does not hit', () => {
  const list: FailureInput[] = [
    { kind: 'hang', probability: 0.2 },
    { kind: 'empty', probability: 0.2 },
  ]
  const before = planner(list)
  const after = planner([{ kind: 'reset', probability: 0.3 }, ...list])
  const pairs = Array.from({ length: 500 }, () => [before().fault, after().fault] as const)
  const spared = pairs.filter(([, fault]) => fault?.kind !== 'reset')
  expect(spared.map(([, fault]) => fault)).toEqual(spared.map(([fault]) => fault))
})

function planner(failures: readonly FailureInput[], more: object = {}) {
  const model = createNetworkModel({ failures, ...more }, { nowMs: () => 0 })
  return (call: Partial<typeof product> = {}) => model.plan({ ...product, ...call })
}

/** The ordinals, among so many calls to one path, that a failure hits. */
function hits(failure: FailureInput, calls: number): number[] {
  const plan = planner([failure])
  const plans = Array.from({ length: calls }, () => plan())
  return plans.filter(({ fault }) => fault !== undefined).map(({ ordinal }) => ordinal)
}
