import { AsyncLocalStorage } from 'node:async_hooks'
import { simulate } from '@overlap/mock-server'
import pLimit from 'p-limit'
import { expect, test } from 'vitest'
import { compareNested, compareWays } from './compare.ts'
import { createLimit } from './solution.ts'

test('batches take three times as long as a pool, and only p-limit goes on after an error', async () => {
  const table = Object.entries(await compareWays()).map(([name, row]) => [
    name,
    ...Object.values(row),
  ])
  expect(table).toEqual([
    ['batches', '8631 ms', '2885 ms', '0'],
    ['p-limit', '3044 ms', '2885 ms', '185'],
    ['p-map', '3044 ms', '2885 ms', '0'],
    ['mapPool', '3044 ms', '2885 ms', '0'],
  ])
})

test('a limit that is used inside itself deadlocks when every slot waits for another one', async () => {
  const ends = { 'two slots': 'never-settles', 'three slots': 'fulfilled at 300 ms' }
  expect(await compareNested()).toEqual({ 'p-limit': ends, createLimit: ends })
})

test('a call that p-limit clears never settles, and one that createLimit clears rejects', async () => {
  const clearing = async (
    limit: (fn: () => Promise<void>) => Promise<void>,
    clear: () => void,
  ): Promise<string> => {
    const run = await simulate({}, async (_api, time) => {
      void limit(() => time.sleep(100))
      const waiting = limit(() => time.sleep(100))
      await time.sleep(10)
      clear()
      return waiting
    })
    return run.outcome === 'rejected' ? (run.reason as Error).name : run.outcome
  }
  const p = pLimit(1)
  const ours = createLimit(1)
  expect(await clearing(p, () => p.clearQueue())).toBe('never-settles')
  expect(await clearing(ours, () => ours.clear())).toBe('AbortError')
})

test('a call that waited keeps the async context of its caller, as with p-limit', async () => {
  const context = new AsyncLocalStorage<string>()
  const limit = createLimit(1)
  const seen: unknown[] = []
  const note = (): unknown => seen.push(context.getStore())
  await Promise.all(['one', 'two', 'three'].map((name) => context.run(name, () => limit(note))))
  expect(seen).toEqual(['one', 'two', 'three'])
})
