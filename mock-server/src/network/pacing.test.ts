import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPacer } from './pacing.ts'

test('a body without a pace has no pacer', () => {
  expect(createPacer({})).toBeUndefined()
})

test('the waits add up to bytes over bytes per second, however the body is cut', () => {
  const pieces = fc.array(fc.integer({ min: 0, max: 5000 }))
  fc.assert(
    fc.property(pieces, fc.integer({ min: 1, max: 1e6 }), (pieces, bytesPerSecond) => {
      const pacer = createPacer({ bytesPerSecond })
      const waits = pieces.map((bytes) => pacer?.waitMs(bytes) ?? 0)
      const bytes = pieces.reduce((sum, piece) => sum + piece, 0)
      expect(waits.every((ms) => Number.isInteger(ms) && ms >= 0)).toBe(true)
      expect(waits.reduce((sum, ms) => sum + ms, 0)).toBe(
        Math.round((bytes / bytesPerSecond) * 1000),
      )
    }),
  )
})

test('pieces are a twentieth of a second long unless they have a size', () => {
  expect(createPacer({ bytesPerSecond: 10_000 })?.chunkBytes).toBe(500)
  expect(createPacer({ bytesPerSecond: 3 })?.chunkBytes).toBe(1)
  expect(createPacer({ bytesPerSecond: 10_000, chunkBytes: 7 })?.chunkBytes).toBe(7)
})
