import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultChunkBytes, Pacers } from './bandwidth.ts'

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
