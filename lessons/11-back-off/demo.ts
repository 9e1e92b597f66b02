import { getJson } from '@overlap/lesson-05'
import { retry } from '@overlap/lesson-10'
import type { MockApi, NetworkInput } from '@overlap/mock-server'
import { present, type Question, type Stage } from '@overlap/mock-server/stage'
import type { Trace } from '@overlap/trace'
import { backoff, type Jitter } from './backstage/solution.ts'

/** Eight slots, a queue of 24, and 503 for whoever finds them full. */
export const network: NetworkInput = {
  latency: 5,
  capacity: { slots: 8, queue: 24, serviceMs: 50 },
}

export const predict: Question = {
  act: 'Backoff without jitter',
  intro: () =>
    '100 clients lose their connection at 0 ms. Their waits are 300, 600, then 1,200 ms. The server ' +
    'works on 8 calls at a time, for 50 ms each. It lets 24 wait in its queue, and answers 503 to ' +
    'the others.',
  asks: [
    {
      question: 'When does the last client have its answer?',
      unit: 'ms',
      answer: ({ settledMs }) => settledMs,
    },
    {
      question: 'And when, if each client waits for a random part of these times?',
      unit: 'ms',
      act: 'Backoff with full jitter',
      answer: ({ settledMs }) => settledMs,
    },
  ],
}

type DelayOf = ReturnType<typeof backoff>

const ids = Array.from({ length: 100 }, (_, i) => i + 1)

/** Random numbers that are the same in each run. */
function seeded(): () => number {
  let state = 1
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

/** Waits of 300, 600, 1,200, 1,200 ms. */
const waits = (jitter: Jitter): DelayOf =>
  backoff({ baseMs: 300, maxMs: 1200, jitter, random: seeded() })

/** A client that has lost its connection at this moment, and tries until it has its answer. */
function reconnect(api: MockApi, id: number, delayMs: DelayOf): Promise<unknown> {
  return retry(
    async ({ attempt, signal }) => {
      if (attempt === 1) throw new Error('the connection is gone')
      return getJson(api.url(`/products/${id}`), { signal })
    },
    { retries: 20, shouldRetry: () => true, delayMs },
  )
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
  const report = (): void => {
    const { trace } = stage.acts.at(-1) ?? {}
    if (trace === undefined) return
    const refused = trace.calls.filter(({ status }) => status === 503).length
    stage.say(`calls sent: ${trace.calls.length}   answered with 503: ${refused}`)
    stage.say(`in the server's queue, every 250 ms: ${queueOf(trace)}`)
  }

  stage.say('The server was away for a moment, and 100 clients noticed at 0 ms, all at once.')
  await stage.act('Backoff without jitter', (api) => {
    const delayMs = waits('none') // all clients wait equally long
    const clients = ids.map((id) => reconnect(api, id, delayMs))
    return Promise.all(clients)
  })
  report()
  await stage.act('Backoff with full jitter', (api) => {
    const delayMs = waits('full') // from 0 to all of it, at random
    const clients = ids.map((id) => reconnect(api, id, delayMs))
    return Promise.all(clients)
  })
  report()
}

await present(import.meta, { network, demo, predict })
