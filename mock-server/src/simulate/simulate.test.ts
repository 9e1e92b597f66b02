import { describe, expect, test } from 'vitest'
import type { NetworkInput } from '../network/types.ts'
import { simulate } from './simulate.ts'

const timer = (ms?: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const forever = (): Promise<never> => new Promise(() => {})

const stairs: NetworkInput = {
  routes: {
    '/todos/1': { latency: 100 },
    '/todos/2': { latency: 200 },
    '/todos/3': { latency: 300 },
  },
}

describe('time', () => {
  test('100, 200 and 300 ms take exactly 600 ms in sequence', async () => {
    const run = await simulate(stairs, async (api) => {
      for (const id of [1, 2, 3]) await fetch(api.url(`/todos/${id}`))
    })
    expect(run.settledMs).toBe(600)
    expect(run.trace.calls.map(({ sentMs, headersMs }) => [sentMs, headersMs])).toEqual([
      [0, 100],
      [100, 300],
      [300, 600],
    ])
  })

  test('100, 200 and 300 ms take exactly 300 ms together', async () => {
    const run = await simulate(stairs, (api) =>
      Promise.all([1, 2, 3].map((id) => fetch(api.url(`/todos/${id}`)))),
    )
    expect(run.settledMs).toBe(300)
    expect(run.counters.peakInFlight).toBe(3)
  })

  test('1,000 calls at once take as long as the slowest', async () => {
    const network: NetworkInput = { latency: { uniform: [1, 1000] }, seed: 7 }
    const run = await simulate(network, (api) =>
      Promise.all(Array.from({ length: 1000 }, (_, i) => fetch(api.url(`/search?q=${i}`)))),
    )
    const slowestMs = Math.max(...run.trace.calls.map(({ headersMs = 0 }) => headersMs))
    expect(run.settledMs).toBe(slowestMs)
    expect(run.counters).toMatchObject({ calls: 1000, peakInFlight: 1000 })
  })

  test('the same work gives the same run, 200 times over', async () => {
    const network: NetworkInput = {
      seed: 3,
      latency: { lognormal: { median: 80, p99: 900 } },
      failures: [{ kind: 'reset', probability: 0.3 }],
      bandwidth: { bytesPerSecond: 5000 },
    }
    const seen = new Set<string>()
    for (let i = 0; i < 200; i += 1) {
      const run = await simulate(network, async (api, time) => {
        const queue = Array.from({ length: 10 }, (_, id) => id + 1).values()
        const worker = async (): Promise<void> => {
          for (const id of queue) {
            await fetch(api.url(`/todos/${id}`))
              .then((response) => response.json())
              .catch(() => time.sleep(25))
          }
        }
        await Promise.all([worker(), worker(), worker()])
      })
      seen.add(JSON.stringify(run))
    }
    expect(seen.size).toBe(1)
  })

  test('ends at 0 ms when nothing takes time', async () => {
    const run = await simulate({}, async (api) => (await fetch(api.url('/todos/1'))).json())
    expect(run).toMatchObject({ outcome: 'fulfilled', settledMs: 0, value: { id: 1 } })
  })
})

describe('how the work ends', () => {
  test('fulfilled: it has a value', async () => {
    const run = await simulate({}, () => 'done')
    expect(run).toMatchObject({ outcome: 'fulfilled', value: 'done', reason: undefined })
  })

  test('rejected, or thrown: it has a reason, and reading the value throws it', async () => {
    const error = new Error('no luck')
    const runs = [
      await simulate({}, () => Promise.reject(error)),
      await simulate({}, () => {
        throw error
      }),
    ]
    for (const run of runs) {
      expect(run.outcome).toBe('rejected')
      expect(run.reason).toBe(error)
      expect(() => run.value).toThrow(error)
      expect(run.unhandled).toEqual([])
    }
  })

  test('never, because of a promise that nobody resolves', async () => {
    const run = await simulate({}, () => timer(70).then(forever))
    expect(run).toMatchObject({ outcome: 'never-settles', settledMs: 70, timersLeft: 0 })
    expect(() => run.value).toThrow(
      'at 70 ms nothing was left to wait for, and its promise had not settled.',
    )
  })

  test('rejected after 300 s, because of a call that hangs: fetch gives up then', async () => {
    const network: NetworkInput = { failures: [{ kind: 'hang', route: '/todos/2' }], latency: 50 }
    const run = await simulate(network, (api) =>
      Promise.all([1, 2, 3].map((id) => fetch(api.url(`/todos/${id}`)))),
    )
    expect(run.outcome).toBe('rejected')
    expect(run.reason).toMatchObject({ cause: { code: 'UND_ERR_HEADERS_TIMEOUT' } })
    expect(run.trace.calls.map(({ outcome }) => outcome)).toEqual(['ok', 'network-error', 'ok'])
    expect(run.settledMs).toBe(300_000)
  })

  test('never, although an interval goes on', async () => {
    const run = await simulate({}, () => {
      setInterval(() => {}, 1000)
      return forever()
    })
    expect(run).toMatchObject({ outcome: 'never-settles', timersLeft: 1, settledMs: 600_000 })
  })

  test('after a long time that it takes in one go', async () => {
    const run = await simulate({}, () => timer(3_600_000))
    expect(run).toMatchObject({ outcome: 'fulfilled', settledMs: 3_600_000 })
  })

  test('by a signal that aborts a call that hangs', async () => {
    const run = await simulate({ failures: [{ kind: 'hang' }] }, (api) =>
      fetch(api.url('/todos/1'), { signal: AbortSignal.timeout(800) }),
    )
    expect(run).toMatchObject({ outcome: 'rejected', settledMs: 800 })
    expect(run.reason).toHaveProperty('name', 'TimeoutError')
  })
})

describe('what is told', () => {
  test('the traces: when it settled, and when nothing was left to happen', async () => {
    const run = await simulate(stairs, (api) =>
      Promise.race([1, 2, 3].map((id) => fetch(api.url(`/todos/${id}`)))),
    )
    const outcomes = (calls: typeof run.trace.calls): string[] => calls.map((call) => call.outcome)
    expect(run.settledMs).toBe(100)
    expect(outcomes(run.traceAtSettle.calls)).toEqual(['ok', 'pending', 'pending'])
    expect(outcomes(run.trace.calls)).toEqual(['ok', 'ok', 'ok'])
    expect([run.traceAtSettle.nowMs, run.trace.nowMs]).toEqual([100, 300])
    expect(run.beats.at(-1)).toBe(100)
  })

  test('timers that are left, without those of calls and of AbortSignal.timeout', async () => {
    const run = await simulate({ latency: 100 }, (api) => {
      void fetch(api.url('/todos/1'))
      AbortSignal.timeout(5000)
      clearTimeout(setTimeout(() => {}, 50))
      setTimeout(() => {}, 50)
      setInterval(() => {}, 50)
    })
    expect(run).toMatchObject({ outcome: 'fulfilled', settledMs: 0, timersLeft: 2 })
    expect(run.trace.calls).toMatchObject([{ outcome: 'ok', endMs: 100 }])
    expect(run.trace.nowMs).toBe(100)
  })

  test('rejections that nobody handled, and errors that nobody caught', async () => {
    const [first, second, third, last] = [1, 2, 3, 4].map((n) => new Error(`error ${n}`))
    const run = await simulate({}, async () => {
      void Promise.reject(first)
      setTimeout(() => {
        throw second
      }, 10)
      await timer(20)
      queueMicrotask(() => {
        throw third
      })
      void timer(30).then(() => Promise.reject(last))
      await Promise.reject(new Error('handled')).catch(() => {})
    })
    expect(run.unhandled).toEqual([first, second, third, last])
    expect(run.outcome).toBe('fulfilled')
  })

  test('a rejection that is handled too late', async () => {
    const run = await simulate({}, async () => {
      const early = Promise.reject(new Error('early'))
      await timer(10)
      return early.catch(() => 'handled after all')
    })
    expect(run.value).toBe('handled after all')
    expect(run.unhandled).toHaveLength(1)
  })
})

describe('the heartbeat', () => {
  test('beats every 10 ms while the work waits', async () => {
    const run = await simulate({ latency: 50 }, (api) => fetch(api.url('/todos/1')))
    expect(run.beats).toEqual([10, 20, 30, 40, 50])
  })

  test('stands still while the work holds the thread, and does not catch up', async () => {
    const run = await simulate(
      {},
      async (_, time) => {
        await timer(12)
        time.spend(50)
        await timer(20)
      },
      { heartbeatMs: 5 },
    )
    expect(run.beats).toEqual([5, 10, 62, 67, 72, 77, 82])
    expect(run.settledMs).toBe(82)
  })

  test('stands still for a loop that watches the clock', async () => {
    const run = await simulate({}, async () => {
      const end = Date.now() + 95
      while (Date.now() < end);
      await timer(5)
    })
    expect(run.beats).toEqual([95])
    expect(run.settledMs).toBe(100)
  })

  test('has a period above 0', async () => {
    await expect(simulate({}, () => {}, { heartbeatMs: 0 })).rejects.toThrow(
      'heartbeatMs must be a number > 0, got 0',
    )
  })
})

test('its heartbeat ends at the limit, however long a timer waits', async () => {
  const twentyDays = 20 * 24 * 3_600_000
  const run = await simulate({}, (_, time) => time.sleep(twentyDays), { limitMs: 100 })
  expect(run.beats).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100])
})
