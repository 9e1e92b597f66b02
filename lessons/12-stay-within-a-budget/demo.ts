import { getJson } from '@overlap/lesson-05'
import { retry } from '@overlap/lesson-10'
import { backoff } from '@overlap/lesson-11'
import type { MockApi, NetworkInput } from '@overlap/mock-server'
import { present, type Question, type Stage } from '@overlap/mock-server/stage'
import type { Trace } from '@overlap/trace'
import { loadJson } from './backstage/load-json.ts'
import { retryBudget } from './backstage/solution.ts'

/** Down for the first second; then it is back, with two slots and a queue of six. */
export const network: NetworkInput = {
  capacity: { slots: 2, queue: 6, serviceMs: 25 },
  timeline: [{ fromMs: 0, toMs: 1000, failures: [{ kind: 'status', status: 503 }] }],
}

export const predict: Question = {
  act: 'Three retries for each call',
  intro: () =>
    'A service makes 100 calls, one every 15 ms. The server is down until 1,000 ms. Then it works on 2 ' +
    'calls at a time, for 25 ms each, and lets 6 wait. Each call has three retries, 100 ms apart.',
  asks: [
    {
      question: 'How many calls are sent?',
      unit: 'calls',
      answer: ({ trace }) => trace.calls.length,
    },
  ],
}

type Abortable = (options: { readonly signal: AbortSignal }) => Promise<unknown>

const ids = Array.from({ length: 100 }, (_, i) => i + 1)

/** Random numbers that are the same in each run. */
function seeded(): () => number {
  let state = 1
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

/** A service that needs 100 answers, one every 15 ms. How many does it get? */
async function serve(stage: Stage, load: (path: string) => Promise<unknown>): Promise<number> {
  const ends = await Promise.allSettled(
    ids.map(async (id) => {
      await stage.sleep(id * 15)
      return load(`/products/${id}`)
    }),
  )
  return ends.filter(({ status }) => status === 'fulfilled').length
}

/** How many calls waited in the server's queue, at the most, in each 250 ms. */
function queueOf({ calls, nowMs }: Trace): string {
  const waits = calls.flatMap(({ server }) =>
    server?.queuedMs === undefined
      ? []
      : [{ from: server.queuedMs, to: server.startedMs ?? server.queuedMs }],
  )
  const atMs = (ms: number): number => waits.filter(({ from, to }) => from <= ms && ms < to).length
  const peaks = Array.from({ length: Math.ceil(nowMs / 250) }, (_, slice) =>
    Math.max(...Array.from({ length: 250 }, (_, i) => atMs(slice * 250 + i))),
  )
  return peaks.join(' ')
}

export async function demo(stage: Stage): Promise<void> {
  const serving = async (title: string, load: (api: MockApi, path: string) => Promise<unknown>) => {
    const work = (api: MockApi): Promise<number> => serve(stage, (path) => load(api, path))
    const answered = await stage.act(title, work)
    const { trace } = stage.acts.at(-1) ?? {}
    if (answered === undefined || trace === undefined) return
    const late = trace.calls.filter(({ status, sentMs }) => status === 503 && sentMs >= 1000)
    stage.say(
      `calls sent: ${trace.calls.length}   503 after it was back: ${late.length}   ` +
        `answered: ${answered} of 100`,
    )
    stage.say(`in the server's queue, every 250 ms: ${queueOf(trace)}`)
  }

  await serving('Three retries for each call', (api, path) => {
    const load: Abortable = ({ signal }) => getJson(api.url(path), { signal })
    // Up to four attempts for each of the 100 calls.
    return retry(load, { retries: 3, delayMs: 100 })
  })
  const delayMs = backoff({ baseMs: 200, maxMs: 800, random: seeded() })
  const budget = retryBudget({ ratio: 0.1, burst: 5 })
  await serving('Timeout, backoff, budget, deadline', (api, path) => {
    const deadlineMs = performance.now() + 1000
    const limits = { tryTimeoutMs: 200, deadlineMs, budget }
    return loadJson(api.url(path), { retries: 3, delayMs, ...limits })
  })
}

await present(import.meta, { network, demo, predict })
