import { simulate } from '@overlap/mock-server'
import fc from 'fast-check'
import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { getJson } from './solution.ts'

test('whenever the call is given up, it ends in that moment with the very reason, and leaves no listener', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 400 }), async (abortMs) => {
      const controller = new AbortController()
      const reason = { given: 'up' }
      const run = await simulate(
        { latency: 100, bandwidth: { bytesPerSecond: 1000, chunkBytes: 50 } },
        (api, time) => {
          void time.sleep(abortMs).then(() => controller.abort(reason))
          return getJson(api.url('/products/3'), controller)
        },
      )
      expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
      expect(run.unhandled).toEqual([])
      if (run.outcome === 'fulfilled') {
        expect(run.settledMs).toBeLessThanOrEqual(abortMs)
      } else {
        expect(run.reason).toBe(reason)
        expect(run.settledMs).toBe(abortMs)
      }
    }),
    { numRuns: 60 },
  )
})

test('a URL that is none is the caller’s mistake, and no NetworkError', async () => {
  await expect(getJson('not a url')).rejects.toThrow('expected an absolute URL, got "not a url"')
})
