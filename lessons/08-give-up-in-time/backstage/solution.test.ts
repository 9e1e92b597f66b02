import { simulate, type MockApi, type NetworkInput, type Run } from '@overlap/mock-server'
import fc from 'fast-check'
import { getEventListeners } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { withDeadline, withTimeout, type Abortable } from './solution.ts'

const reason = { why: 'the user left' }
const network: NetworkInput = {
  latency: 100,
  bandwidth: { bytesPerSecond: 1000, chunkBytes: 50 },
}

const getTodo =
  (api: MockApi): Abortable<unknown> =>
  async ({ signal }) => {
    const response = await fetch(api.url('/todos/1'), { signal })
    return response.json()
  }

/** How a run ended, and when. */
const endOf = (run: Run<unknown>): [how: string, atMs: number] => {
  if (run.outcome === 'fulfilled') return ['done', run.settledMs]
  return [run.reason === reason ? 'aborted' : (run.reason as Error).name, run.settledMs]
}

test('whatever comes first decides, and no timer, listener or call is left', async () => {
  const { settledMs: doneMs } = await simulate(network, (api) =>
    getTodo(api)(new AbortController()),
  )
  const ms = fc.integer({ min: 1, max: doneMs + 20 })
  await fc.assert(
    fc.asyncProperty(ms, ms, async (timeoutMs, abortMs) => {
      const { signal, abort } = abortable()
      let given: AbortSignal | undefined
      const run = await simulate(network, async (api, time) => {
        const over = new AbortController()
        time.sleep(abortMs, { signal: over.signal }).then(abort, () => {})
        const work: Abortable<unknown> = (options) => {
          given = options.signal
          return getTodo(api)(options)
        }
        return withTimeout(work, { timeoutMs, signal }).finally(() => over.abort())
      })
      // Of timers that are due in the same ms, the one that was set first fires first.
      const first = [
        ['aborted', abortMs] as const,
        ['TimeoutError', timeoutMs] as const,
        ['done', doneMs] as const,
      ].toSorted(([, a], [, b]) => a - b)[0]
      expect(endOf(run)).toEqual(first)
      expect(given?.reason).toBe(run.reason)
      expect(run.trace.calls[0]).toMatchObject({
        outcome: run.outcome === 'fulfilled' ? 'ok' : 'aborted',
        endMs: run.settledMs,
      })
      expect(run.timersLeft).toBe(0)
      expect(getEventListeners(signal, 'abort')).toHaveLength(0)
      expect(run.unhandled).toEqual([])
    }),
    { numRuns: 100 },
  )
})

test('leaves the signal of work that has succeeded alone, so a body can be read later', async () => {
  const run = await simulate(network, async (api) => {
    const response = await withTimeout(({ signal }) => fetch(api.url('/todos/1'), { signal }), {
      timeoutMs: 5000,
    })
    return response.json()
  })
  expect(run).toMatchObject({ outcome: 'fulfilled', value: { id: 1 } })
})

test('steps that share a deadline end there, and no step begins after it', async () => {
  const steps = fc.array(fc.integer({ min: 1, max: 250 }), { maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: -10, max: 600 }), async (steps, budgetMs) => {
      let begun = 0
      const run = await simulate({}, async () => {
        const deadlineMs = performance.now() + budgetMs
        for (const step of steps) {
          const work = ({ signal }: { signal: AbortSignal }): Promise<void> => {
            begun += 1
            return setTimeout(step, undefined, { signal })
          }
          await withDeadline(work, { deadlineMs })
        }
      })
      const starts = steps.map((_, i) => steps.slice(0, i).reduce((sum, step) => sum + step, 0))
      const sumMs = steps.reduce((sum, step) => sum + step, 0)
      const inTime = steps.length === 0 || sumMs < budgetMs
      expect(endOf(run)).toEqual(inTime ? ['done', sumMs] : ['TimeoutError', Math.max(0, budgetMs)])
      expect(begun).toBe(starts.filter((startMs) => startMs < budgetMs).length)
      expect(run.timersLeft).toBe(0)
    }),
    { numRuns: 100 },
  )
})

test.each([
  ['before it', 'done'],
  ['after it', 'TimeoutError'],
])('work that ends in the same ms as its timeout, but %s, has one outcome', async (when, how) => {
  let given: AbortSignal | undefined
  const run = await simulate({}, async (_, time) => {
    const set = when === 'before it' ? time.sleep(100) : undefined
    const work: Abortable<void> = async ({ signal }) => {
      given = signal
      await (set ?? time.sleep(100))
    }
    return withTimeout(work, { timeoutMs: 100 })
  })
  expect(endOf(run)).toEqual([how, 100])
  expect(given?.aborted).toBe(how === 'TimeoutError')
})

test('nothing that the work does on abort changes the outcome', async () => {
  const works: Abortable<unknown>[] = [
    ({ signal }) => new Promise((resolve) => signal.addEventListener('abort', resolve)),
    ({ signal }) =>
      new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(new Error('interrupted'))),
      ),
    // The promise of another library may settle at the moment of the abort.
    ({ signal }) => {
      const own = forever()
      const then = (settle: (value: string) => void): void =>
        signal.addEventListener('abort', () => settle('too late'))
      Reflect.set(own, 'then', then)
      return own
    },
  ]
  for (const work of works) {
    const run = await simulate({}, () => withTimeout(work, { timeoutMs: 100 }))
    expect(run.reason).toHaveProperty('name', 'TimeoutError')
    expect(run.unhandled).toEqual([])
  }
})

test('a caller may abort while the work is being called', async () => {
  const throws = (): never => JSON.parse('{') as never
  for (const rest of [forever, throws]) {
    const { signal, abort } = abortable()
    const work: Abortable<unknown> = () => {
      abort()
      return rest()
    }
    const run = await simulate({}, () => withTimeout(work, { timeoutMs: 100, signal }))
    expect(endOf(run)).toEqual(['aborted', 0])
    expect(run.unhandled).toEqual([])
  }
})

test.each([2 ** 31 - 1, 2 ** 31, 2 ** 33 + 7])('waits for exactly %d ms', async (timeoutMs) => {
  const run = await simulate({}, () => withTimeout(() => new Promise(() => {}), { timeoutMs }), {
    heartbeatMs: Infinity,
    limitMs: 2 ** 40,
  })
  expect(run.reason).toHaveProperty('name', 'TimeoutError')
  expect(run.settledMs).toBe(timeoutMs)
})

test('never times out with Infinity, and sets no timer', async () => {
  for (const wait of [
    () => withTimeout(forever, { timeoutMs: Infinity }),
    () => withDeadline(forever, { deadlineMs: Infinity }),
  ]) {
    const run = await simulate({}, wait)
    expect(run).toMatchObject({ outcome: 'never-settles', timersLeft: 0, settledMs: 0 })
  }
})

test('says which number is wrong, and does not call the work', async () => {
  let begun = 0
  const work = (): number => (begun += 1)
  for (const timeoutMs of [-1, Number.NaN, undefined as never]) {
    await expect(withTimeout(work, { timeoutMs })).rejects.toThrow(
      new RangeError(`Cannot set a timeout: expected timeoutMs >= 0, got ${timeoutMs}`),
    )
  }
  for (const deadlineMs of [Number.NaN, undefined as never]) {
    await expect(withDeadline(work, { deadlineMs })).rejects.toThrow(
      new RangeError(
        `Cannot set a deadline: expected deadlineMs on the clock of performance.now(), got ${deadlineMs}`,
      ),
    )
  }
  expect(begun).toBe(0)
})

test('does not call the work if no time is left', async () => {
  let begun = 0
  const work = (): number => (begun += 1)
  await expect(withTimeout(work, { timeoutMs: 0 })).rejects.toHaveProperty('name', 'TimeoutError')
  await expect(withDeadline(work, { deadlineMs: -Infinity })).rejects.toHaveProperty(
    'name',
    'TimeoutError',
  )
  expect(begun).toBe(0)
})

const forever = (): Promise<never> => new Promise(() => {})

function abortable(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController()
  return { signal: controller.signal, abort: () => controller.abort(reason) }
}
