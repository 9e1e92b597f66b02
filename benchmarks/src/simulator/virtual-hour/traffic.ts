import { simulate, type Run } from '@overlap/mock-server'

/** Time between two calls, so that a million calls take an hour. */
const intervalMs = 3.6

/** Calls of the hour that are in flight on average: 278 a second, of 116 ms on average. */
export const meanInFlight = 32

/** One in so many calls of the hour gets a 503. */
export const failsOnceIn = 50

/**
 * Sends calls evenly in virtual time, with a long-tailed latency and some failures. The trace keeps the last
 * 1,000 calls, so memory should not grow with their number.
 *
 * @param afterTenth Called whenever a tenth of the calls is over.
 */
export function simulateTraffic(calls: number, afterTenth = (): void => {}): Promise<Run<void>> {
  return simulate(
    {
      latency: { lognormal: { median: 80, p99: 600 } },
      failures: [{ kind: 'status', status: 503, probability: 1 / failsOnceIn }],
    },
    async (api, time) => {
      for (let tenth = 0; tenth < 10; tenth++) {
        await sendEvenly(api.url('/todos/1'), calls / 10, (ms) => time.sleep(ms))
        afterTenth()
      }
    },
    {
      limitMs: Infinity,
      callLimit: Infinity,
      timerLimit: Infinity,
      traceLimit: 1_000,
      heartbeatMs: 60_000,
    },
  )
}

/**
 * Sends calls at even intervals. Virtual time advances in whole ms, so several calls may be due at
 * once.
 */
async function sendEvenly(
  url: string,
  count: number,
  sleep: (ms: number) => Promise<void>,
): Promise<void> {
  const open = new Set<Promise<void>>()
  const startMs = performance.now()
  for (let i = 0; i < count; i++) {
    const dueMs = startMs + i * intervalMs
    if (dueMs - performance.now() >= 1) await sleep(Math.floor(dueMs - performance.now()))
    const call = fetch(url).then(async (response) => void (await response.text()))
    open.add(call)
    void call.finally(() => open.delete(call))
  }
  await Promise.all(open)
}
