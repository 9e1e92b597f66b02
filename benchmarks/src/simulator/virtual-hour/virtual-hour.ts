import { simulate } from '@overlap/mock-server'
import { numberText } from '@overlap/trace'
import { collectGarbage } from '../../harness/collect-garbage.ts'
import { exact, measured } from '../../report/figure.ts'
import type { Section } from '../../report/report.ts'

const calls = 1_000_000
const hourMs = 3_600_000
const looks = 10

/**
 * Simulates an hour of traffic in virtual time: a million calls, sent evenly, with a long-tailed
 * latency and some failures. The trace keeps the last 1,000 calls, so memory should not grow with
 * their number.
 */
export async function virtualHour(): Promise<Section> {
  const heapMb: number[] = []
  const startMs = process.hrtime.bigint()
  const run = await simulate(
    {
      latency: { lognormal: { median: 80, p99: 600 } },
      failures: [{ kind: 'status', status: 503, probability: 0.02 }],
    },
    async (api, time) => {
      for (let look = 0; look < looks; look++) {
        await sendEvenly(api.url('/todos/1'), calls / looks, hourMs / looks, (ms) => time.sleep(ms))
        collectGarbage()
        heapMb.push(process.memoryUsage().heapUsed / 1e6)
      }
    },
    {
      limitMs: 2 * hourMs,
      callLimit: Infinity,
      timerLimit: Infinity,
      traceLimit: 1_000,
      heartbeatMs: 60_000,
    },
  )
  const seconds = Number(process.hrtime.bigint() - startMs) / 1e9
  const hours = (run.settledMs / hourMs).toFixed(3)
  return {
    title: 'An hour of virtual time',
    intro: [`${numberText(run.counters.attempts)} calls over ${hours} virtual hours.`],
    table: {
      columns: [{ head: 'figure' }],
      rows: [
        ...Object.entries(run.counters.byStatus).map(([status, count]) => ({
          name: `answers with status ${status}`,
          cells: [exact(count, 'count')],
        })),
        { name: 'a call', cells: [measured([(seconds * 1e6) / calls], 'µs')] },
        ...heapMb.map((mb, look) => ({
          name: `heap after ${look + 1} of ${looks} parts`,
          cells: [measured([mb], 'MB')],
        })),
      ],
    },
  }
}

/**
 * Sends calls at even intervals. Virtual time advances in whole ms, so several calls may be due at
 * once.
 */
async function sendEvenly(
  url: string,
  count: number,
  spanMs: number,
  sleep: (ms: number) => Promise<void>,
): Promise<void> {
  const open = new Set<Promise<void>>()
  const startMs = performance.now()
  for (let i = 0; i < count; i++) {
    const dueMs = startMs + (i * spanMs) / count
    if (dueMs - performance.now() >= 1) await sleep(Math.floor(dueMs - performance.now()))
    const call = fetch(url).then(async (response) => void (await response.text()))
    open.add(call)
    void call.finally(() => open.delete(call))
  }
  await Promise.all(open)
}
