import { getJson } from '@overlap/lesson-05'
import { retry } from '@overlap/lesson-10'
import type { MockApi, NetworkInput } from '@overlap/mock-server'
import { present, type Question, type Stage } from '@overlap/mock-server/stage'
import type { Trace } from '@overlap/trace'
import { loadJson } from './load-json.ts'
import { backoff, retryBudget, type Jitter } from './backstage/solution.ts'

/** Eight slots, a queue of 24, and 503 for whoever finds them full. */
export const network: NetworkInput = {
  latency: 5,
  capacity: { slots: 8, queue: 24, serviceMs: 50 },
}

/** Down for the first second; then it is back, with two slots and a queue of six. */
const outage: NetworkInput = {
  capacity: { slots: 2, queue: 6, serviceMs: 25 },
  timeline: [{ fromMs: 0, toMs: 1000, failures: [{ kind: 'status', status: 503 }] }],
}

export const predict: Question = {
  act: 'Backoff without jitter',
  question:
    '100 clients lose their connection at 0 ms. Their waits are 300, 600, then 1,200 ms. The server ' +
    'works on 8 calls at a time, for 50 ms each, lets 24 wait, and answers 503 to the others.',
}

const ids = Array.from({ length: 100 }, (_, i) => i + 1)

/** Dice that fall the same way in each run. */
function dice(): () => number {
  let state = 1
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

/** 100 clients have lost their connection in this moment. Each tries until it has its answer. */
function reconnect(api: MockApi, jitter: Jitter): Promise<unknown> {
  const delayMs = backoff({ baseMs: 300, maxMs: 1200, jitter, random: dice() })
  return Promise.all(
    ids.map((id) =>
      retry(
        async ({ attempt, signal }) => {
          if (attempt === 1) throw new Error('the connection is gone')
          return getJson(api.url(`/products/${id}`), { signal })
        },
        { retries: 20, shouldRetry: () => true, delayMs },
      ),
    ),
  )
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
  stage.say('The server was away for a moment, and 100 clients noticed at 0 ms, all at once.')
  for (const [title, jitter] of [
    ['Backoff without jitter', 'none'],
    ['Backoff with full jitter', 'full'],
  ] as const) {
    const trace = await stage.act(title, async (api) => {
      await reconnect(api, jitter)
      return api.trace
    })
    if (trace === undefined) continue
    const refused = trace.calls.filter(({ status }) => status === 503).length
    stage.say(`calls sent: ${trace.calls.length}   answered with 503: ${refused}`)
    stage.say(`in the server's queue, every 250 ms: ${queueOf(trace)}`)
  }

  stage.say(
    '\nNow a service with 100 calls, one every 15 ms. The server is down until 1000 ms, then weak.',
  )
  const tell = async (title: string, load: (api: MockApi, path: string) => Promise<unknown>) => {
    const told = await stage.act(
      title,
      async (api) => {
        const answered = await serve(stage, (path) => load(api, path))
        return { answered, trace: api.trace }
      },
      outage,
    )
    if (told === undefined) return
    const { answered, trace } = told
    const late = trace.calls.filter(({ status, sentMs }) => status === 503 && sentMs >= 1000)
    stage.say(
      `calls sent: ${trace.calls.length}   503 after it was back: ${late.length}   ` +
        `answered: ${answered} of 100`,
    )
    stage.say(`in the server's queue, every 250 ms: ${queueOf(trace)}`)
  }

  await tell('Three retries for each call', (api, path) =>
    retry(({ signal }) => getJson(api.url(path), { signal }), { retries: 3, delayMs: 100 }),
  )
  const delayMs = backoff({ baseMs: 200, maxMs: 800, random: dice() })
  const budget = retryBudget({ ratio: 0.1, burst: 5 })
  await tell('Timeout, backoff, budget, deadline', (api, path) =>
    loadJson(api.url(path), {
      retries: 3,
      delayMs,
      budget,
      tryTimeoutMs: 200,
      deadlineMs: performance.now() + 1000,
    }),
  )
}

await present(import.meta, { network, demo, predict })
