import { simulate } from '@overlap/mock-server'
import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { batched, cached, singleFlight, type WorkOptions } from './solution.ts'

test('a value that is shared is the same object for everyone', async () => {
  const load = singleFlight((id: number) => ({ id }))
  const [one, other] = await Promise.all([load(7), load(7)])
  expect(one).toBe(other)
})

test('a function without an argument may be shared', async () => {
  let calls = 0
  const load = singleFlight(() => (calls += 1))
  expect(await Promise.all([load(), load()])).toEqual([1, 1])
})

test('a call in the background has no listener on the signals of callers', async () => {
  const { signal } = new AbortController()
  const run = await simulate({}, async (_, time) => {
    const load = cached((_id: number) => time.sleep(100), { ttlMs: 10, staleMs: 1000 })
    await load(7, { signal })
    await time.sleep(50)
    await load(7, { signal })
    return getEventListeners(signal, 'abort').length
  })
  expect(run.value).toBe(0)
})

test('an abort while others wait does not stop a call that a stale value started', async () => {
  let aborted = false
  const run = await simulate({}, async (_, time) => {
    let calls = 0
    const load = cached(
      async (_id: number, { signal }: WorkOptions) => {
        calls += 1
        signal.addEventListener('abort', () => (aborted = true))
        await time.sleep(100)
        return calls
      },
      { ttlMs: 10, staleMs: 50 },
    )
    await load(7)
    await time.sleep(40)
    await load(7) // stale: it starts a call
    await time.sleep(30)
    const controller = new AbortController()
    const joined = load(7, { signal: controller.signal }).catch(() => 'aborted')
    controller.abort()
    const reason = await joined
    await time.sleep(100)
    return [reason, await load(7)]
  })
  expect(run.value).toEqual(['aborted', 2])
  expect(aborted).toBe(false)
})

test('batches of cached keys make one call', async () => {
  const asked: (readonly number[])[] = []
  const load = cached(
    batched((ids: readonly number[]) => {
      asked.push(ids)
      return ids.map((id) => ({ id }))
    }),
    { ttlMs: 60_000 },
  )
  await Promise.all([load(1), load(2), load(1)])
  await Promise.all([load(1), load(2)])
  expect(asked).toEqual([[1, 2]])
})

test.each([
  ['singleFlight', () => singleFlight(3 as never), 'expected fn to be a function, got 3'],
  ['cached', () => cached(() => 3, { ttlMs: -1 }), 'expected ttlMs to be >= 0, got -1'],
  [
    'batched',
    () => batched((keys) => keys, { waitMs: 2 ** 31 }),
    'expected waitMs to be from 0 to 2147483647, got 2147483648',
  ],
])('%s says what was expected and what came', (_, make, message) => {
  expect(make).toThrow(message)
})
