import { expect, test } from 'vitest'
import { arrivals } from './first-result.ts'
import { shapes } from '../strategies/shapes.ts'

test.each(Object.entries(shapes))(
  'the first result arrives with the fastest call: %s',
  async (_, latency) => {
    for (const seed of [1, 2, 3]) {
      const { firstMs, lastMs, fastestMs } = await arrivals(latency, seed)
      expect(firstMs).toBe(fastestMs)
      expect(lastMs).toBeGreaterThanOrEqual(firstMs)
    }
  },
)
