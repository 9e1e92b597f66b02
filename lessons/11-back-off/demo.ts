import { getJson } from '@overlap/lesson-05'
import { retry } from '@overlap/lesson-10'
import type { MockApi, NetworkInput } from '@overlap/mock-server'
import { present, type Question, type Stage } from '@overlap/mock-server/stage'
import type { Call, Trace } from '@overlap/trace'
import { backoff, type DelayMs, type Jitter } from './backstage/solution.ts'

/** Eight slots and a queue of 24. If both are full, a call gets a 503. */
export const network: NetworkInput = {
  latency: 5,
  capacity: { slots: 8, queue: 24, serviceMs: 50 },
}

export const predict: Question = {
  act: 'Backoff without jitter',
  intro: () =>
    'Each of the 100 clients waits 300 ms and calls the server. After a 503 it waits 600 ms, and after every ' +
    'further 503, 1,200 ms. The server works on 8 calls at a time, for 50 ms each. 24 more can queue. All others ' +
    'get a 503.',
  asks: [
    {
      question: 'When does the last client have its answer?',
      unit: 'ms',
      answer: ({ settledMs }) => settledMs,
    },
    {
      question:
        'If each first wait is a random time between 0 and 300 ms, how many clients get a 503 on their first ' +
        'call?',
      unit: 'clients',
      act: 'Backoff with full jitter',
      answer: ({ trace }) => refused(trace).filter(({ attempt }) => attempt === 1).length,
    },
  ],
}

const ids = Array.from({ length: 100 }, (_, i) => i + 1)

/** Random numbers that are the same in each run. */
function seeded(): () => number {
  let state = 39_595
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

/** Waits of at most 300, 600, 1,200, 1,200 … ms. */
const waits = (jitter: Jitter): DelayMs =>
  backoff({ baseMs: 300, maxMs: 1200, jitter, random: seeded() })

/** A client that has just lost its connection, and retries until it has its answer. */
function reconnect(api: MockApi, id: number, delayMs: DelayMs): Promise<unknown> {
  return retry(
    async ({ attempt, signal }) => {
      if (attempt === 1) throw new Error('the connection is gone')
      // Each client has a URL of its own, so that the trace counts its attempts.
      return getJson(api.url(`/products/${(id % 60) + 1}?client=${id}`), { signal })
    },
    { retries: 20, shouldRetry: () => true, delayMs },
  )
}

export async function demo(stage: Stage): Promise<void> {
  const report = (): void => {
    const { trace } = stage.acts.at(-1) ?? {}
    if (trace) stage.say(countsOf(trace))
  }

  stage.say(
    'At 0 ms, 100 clients lose their connection. The taller a column, the more calls are in flight.',
  )
  await stage.act(
    'Backoff without jitter',
    (api) => {
      const delayMs = waits('none') // all clients wait equally long
      const clients = ids.map((id) => reconnect(api, id, delayMs))
      return Promise.all(clients)
    },
    { rows: 0 },
  )
  report()

  stage.say('\nThe server idles between the waves. Now with random waits:')
  await stage.act(
    'Backoff with full jitter',
    (api) => {
      const delayMs = waits('full') // at random, from 0 to the longest
      const clients = ids.map((id) => reconnect(api, id, delayMs))
      return Promise.all(clients)
    },
    { rows: 0 },
  )
  report()
}

/** The calls that got a 503. */
const refused = ({ calls }: Trace): readonly Call[] => calls.filter(({ status }) => status === 503)

/** How the calls ended, and how many were sent and answered in each quarter of a second. */
function countsOf(trace: Trace): string {
  const { calls, nowMs } = trace
  const answered = calls.filter(({ status }) => status === 200)
  const row = (label: string, list: readonly Call[], momentOf: (call: Call) => number): string => {
    const columns = Math.ceil(nowMs / 250)
    const cells = Array.from({ length: Math.min(16, columns) }, (_, i) => {
      const count = list.filter((call) => Math.floor(momentOf(call) / 250) === i).length
      return String(count).padStart(3)
    })
    return `${label.padEnd(11)}${cells.join(' ')}${columns > 16 ? ' …' : ''}`
  }
  return [
    `calls: ${calls.length}   503: ${refused(trace).length}   answers: ${answered.length}`,
    'Per 250 ms, starting at 0 ms:',
    row('calls sent', calls, ({ sentMs }) => sentMs),
    row('answers', answered, ({ endMs = Infinity }) => endMs),
  ].join('\n')
}

await present(import.meta, { network, demo, predict })
