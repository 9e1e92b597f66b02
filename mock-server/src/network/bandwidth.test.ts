import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { simulate } from '../simulate/simulate.ts'
import { defaultChunkBytes, Pacers } from './bandwidth.ts'
import { createNetworkModel } from './model.ts'
import { longestMs } from './schema.ts'
import type { NetworkInput } from './types.ts'

const call = { method: 'GET', path: '/products/3', route: '/products/:id', atMs: 0 }

test('the waits add up to bytes over bytes per second, however the body is cut', () => {
  const pieces = fc.array(fc.integer({ min: 0, max: 5000 }))
  fc.assert(
    fc.property(pieces, fc.integer({ min: 1, max: 1e6 }), (pieces, bytesPerSecond) => {
      const pacer = new Pacers().create({ bytesPerSecond, chunkBytes: 1 }, 0)
      const waits = pieces.map((bytes) => pacer.waitMs(bytes))
      const bytes = pieces.reduce((sum, piece) => sum + piece, 0)
      expect(waits.every((ms) => Number.isInteger(ms) && ms >= 0)).toBe(true)
      expect(waits.reduce((sum, ms) => sum + ms, 0)).toBe(
        Math.round((bytes / bytesPerSecond) * 1000),
      )
    }),
  )
})

test('pieces are a twentieth of a second long unless they have a size', () => {
  expect(defaultChunkBytes(10_000)).toBe(500)
  expect(defaultChunkBytes(3)).toBe(1)
  expect(new Pacers().create({ bytesPerSecond: 10_000, chunkBytes: 7 }, 0).chunkBytes).toBe(7)
})

test.each([1e-7, Number.MIN_VALUE])(
  'a wait at %d bytes a second is one that a timer can keep',
  (slow) => {
    for (const bandwidth of [
      { bytesPerSecond: slow },
      { bytesPerSecond: slow, shared: true as const },
    ]) {
      const model = createNetworkModel({ bandwidth }, { nowMs: () => 0 })
      const pacer = model.createPacer(model.plan(call), 0)
      expect([1, 1, 1000].map((bytes) => pacer?.waitMs(bytes))).toEqual([
        longestMs,
        longestMs,
        longestMs,
      ])
      expect(pacer?.chunkBytes).toBe(1)
    }
  },
)

describe('a shared bandwidth', () => {
  const shared = { bytesPerSecond: 1000, chunkBytes: 100, shared: true } as const

  test('gives a body that is alone all of it', () => {
    const { pacer } = modelOf({ bandwidth: shared })
    const body = pacer()
    expect([100, 100, 50].map((bytes) => body?.waitMs(bytes))).toEqual([100, 100, 50])
  })

  test('lets bodies take turns piece by piece', () => {
    const { pacer } = modelOf({ bandwidth: shared })
    const bodies = [pacer(), pacer(), pacer()]
    const firstPieces = bodies.map((body) => body?.waitMs(100))
    const secondPieces = bodies.map((body) => body?.waitMs(100))
    expect(firstPieces).toEqual([100, 200, 300])
    expect(secondPieces).toEqual([300, 300, 300])
  })

  test('never carries more than its bytes a second, and wastes nothing while bodies wait', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 999 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(fc.array(sizes, { minLength: 1, maxLength: 6 }), (bodies) => {
        const { pacer } = modelOf({ bandwidth: shared })
        const open = bodies.map((pieces) => ({ pieces: [...pieces], pacer: pacer(), dueMs: 0 }))
        for (;;) {
          const next = open
            .filter(({ pieces }) => pieces.length > 0)
            .toSorted((a, b) => a.dueMs - b.dueMs)[0]
          if (!next) break
          next.dueMs += next.pacer?.waitMs(next.pieces.shift() ?? 0) ?? 0
        }
        const last = Math.max(...open.map(({ dueMs }) => dueMs))
        const bytes = bodies.flat().reduce((sum, piece) => sum + piece, 0)
        expect(last).toBe(bytes)
      }),
    )
  })

  test('is shared by the calls under one setting: a route can have one of its own', () => {
    const { pacer } = modelOf({ bandwidth: shared, routes: { '/search': { bandwidth: shared } } })
    const waits = [pacer(), pacer('/search'), pacer()].map((body) => body?.waitMs(100))
    expect(waits).toEqual([100, 100, 200])
  })

  test('a body that trickles leaves the rest to the others', () => {
    const { pacer } = modelOf({
      bandwidth: shared,
      failures: [{ kind: 'trickle', bytesPerSecond: 100, first: 1 }],
    })
    const [slow, quick] = [pacer(), pacer()]
    expect([slow?.chunkBytes, slow?.waitMs(5)]).toEqual([5, 50])
    expect(quick?.waitMs(100)).toBe(105)
  })

  test('is free again after a reset', () => {
    const { model, pacer } = modelOf({ bandwidth: shared })
    pacer()?.waitMs(100)
    model.reset()
    expect(pacer()?.waitMs(100)).toBe(100)
  })

  function modelOf(network: NetworkInput) {
    const model = createNetworkModel(network, { nowMs: () => 0 })
    const pacer = (path = call.path) => model.createPacer(model.plan({ ...call, path }), 0)
    return { model, pacer }
  }
})

test('ten bodies share a bandwidth fairly: all take ten times as long as one', async () => {
  const ends = async (count: number, network: NetworkInput = {}) => {
    const bandwidth = { bytesPerSecond: 1000, chunkBytes: 20, shared: true } as const
    const run = await simulate({ bandwidth, ...network }, (api, time) =>
      Promise.all(
        Array.from({ length: count }, async () => {
          await (await fetch(api.url('/products/1'))).text()
          return time.nowMs
        }),
      ),
    )
    return run.value
  }
  const [alone = 0] = await ends(1)
  const together = await ends(10)
  expect(Math.max(...together)).toBeCloseTo(10 * alone, -1)
  expect(Math.min(...together)).toBeGreaterThan(9 * alone)
})

test('a body that waits for its first byte does not hold up the others', async () => {
  const bandwidth = { bytesPerSecond: 1000, shared: true } as const
  const routes = { '/products/1': { firstByteMs: 5000 } }
  const run = await simulate({ bandwidth, routes }, async (api, time) => {
    const read = async (path: string) => {
      await (await fetch(api.url(path))).text()
      return time.nowMs
    }
    return Promise.all([read('/products/1'), read('/products/2')])
  })
  expect(run.value[1]).toBeLessThan(1000)
})
