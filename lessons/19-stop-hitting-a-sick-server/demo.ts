import { getJson } from '@overlap/lesson-05'
import { withTimeout } from '@overlap/lesson-08'
import { retry } from '@overlap/lesson-10'
import { backoff } from '@overlap/lesson-11'
import type { MockApi, Network, NetworkInput } from '@overlap/mock-server'
import { present, type Act, type Question, type Stage } from '@overlap/mock-server/stage'
import { numberText, type Trace } from '@overlap/trace'
import { circuitBreaker, CircuitOpenError } from './backstage/solution.ts'

/** When the server has only one slot. */
const sick = { fromMs: 500, toMs: 1500 } as const
const capacity = { slots: 8, queue: 100, serviceMs: { uniform: [40, 120] } } as const

/** 100 answers a second. It keeps working on calls whose callers have timed out. */
export const network: NetworkInput = {
  latency: 5,
  abortMs: 5000,
  capacity,
  timeline: [{ ...sick, capacity: { ...capacity, slots: 1 } }],
}

const count = 320
const everyMs = 13
const timeoutMs = 400

export const predict: Question = {
  act: 'Three retries',
  intro: () =>
    `Your service loads ${count} products, one every ${everyMs} ms: 77 % of what the server can handle. ` +
    `From ${sick.fromMs} to ${numberText(sick.toMs)} ms, only one of its eight slots works. The server ` +
    `doesn't notice timeouts, so it works through its whole queue. While ${capacity.queue} calls are queued, it answers new ones with 503.`,
  asks: [
    {
      question: 'How many of the 320 products arrive with three retries?',
      unit: 'products',
      answer: arrived,
    },
    {
      question: 'How many arrive if nobody retries?',
      unit: 'products',
      act: 'No retry',
      answer: arrived,
    },
    {
      question: 'How many arrive with three retries and a circuit breaker?',
      unit: 'products',
      act: 'Three retries around a circuit breaker',
      answer: arrived,
    },
  ],
}

function arrived({ trace }: Pick<Act, 'trace'>): number {
  return trace.calls.filter(({ outcome }) => outcome === 'ok').length
}

/** Random numbers that are the same in each run. */
function seeded(): () => number {
  let state = 1
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

type Load = (id: number) => Promise<unknown>

export async function demo(stage: Stage): Promise<void> {
  const loadFrom =
    (api: MockApi): Load =>
    (id) =>
      withTimeout((options) => getJson(api.url(`/products/${(id % 60) + 1}`), options), {
        timeoutMs,
      })
  /** Starts to load a product every few ms, whether or not the others have ended. */
  const serve = (api: MockApi, load: Load): Promise<unknown> =>
    Promise.all(
      Array.from({ length: count }, async (_, i) => {
        await stage.sleep((i + 1) * everyMs)
        await load(i).catch((error: unknown) => {
          if (error instanceof CircuitOpenError) api.mark('refused')
        })
      }),
    )
  const act = async (
    title: string,
    work: (api: MockApi) => Promise<unknown>,
    counted: readonly string[] = [],
  ): Promise<void> => {
    const series = ['sent', 'answered', 'queued'] as const
    await stage.act(title, work, { picture: { counts: { series, counted } } })
    const { trace } = stage.acts.at(-1) ?? {}
    if (trace) stage.say(reportOf(trace, perSecond(stage.network)))
  }
  const options = { retries: 3, delayMs: backoff({ baseMs: 100, maxMs: 800, random: seeded() }) }

  stage.say('The server is slow for a second. Look at what happens after that.')
  await act('Three retries', (api) => {
    const load = loadFrom(api) // with a timeout
    // Up to four calls for each product, with backoff and jitter.
    return serve(api, (id) => retry(() => load(id), options))
  })

  stage.say('\nThe server has recovered, but it never gets rid of its queue. Without the retries:')
  await act('No retry', (api) => {
    const load = loadFrom(api)
    // One call for each product.
    return serve(api, load)
  })

  stage.say(
    '\nIt catches up only slowly, because new calls keep coming. Now stop them for a while:',
  )
  await act(
    'Three retries around a circuit breaker',
    (api) => {
      const load = loadFrom(api)
      // One breaker for all calls to this server.
      const guarded = circuitBreaker(load, { failures: 5, coolDownMs: 200 })
      return serve(api, (id) => retry(() => guarded(id), options))
    },
    ['refused'],
  )
}

/** How many calls a second the server can answer when it is well, if that can be worked out. */
function perSecond({ capacity }: Network): number | undefined {
  const { slots = 0, serviceMs } = capacity ?? {}
  if (typeof serviceMs !== 'object' || !('uniform' in serviceMs)) return undefined
  const [leastMs, mostMs] = serviceMs.uniform
  return (slots * 1000) / ((leastMs + mostMs) / 2)
}

/** How many products arrived, and how long the queue took to drain, beside the theory. */
function reportOf(trace: Trace, servedPerSecond: number | undefined): string {
  const { calls, marks } = trace
  const waiting = (atMs: number): number =>
    calls.filter(({ server: { queuedMs = Infinity, startedMs = Infinity } = {} }) => {
      return queuedMs <= atMs && startedMs > atMs
    }).length
  const queue = waiting(sick.toMs)
  const starts = calls.map(({ server }) => server?.startedMs ?? 0).toSorted((a, b) => a - b)
  const emptyMs = starts.find((ms) => ms >= sick.toMs && waiting(ms) === 0) ?? Infinity
  const windowMs = Math.min(1000, Math.max(200, emptyMs - sick.toMs))
  const untilMs = sick.toMs + windowMs
  const sent = calls.filter(({ sentMs }) => sentMs >= sick.toMs && sentMs < untilMs).length
  const newPerSecond = Math.round((1000 * sent) / windowMs)
  const late = emptyMs < count * everyMs ? '' : ' (only because the products ran out)'
  const drained = `${numberText(Math.round(emptyMs - sick.toMs))} ms${late}`
  const lines = [
    `calls: ${numberText(calls.length)}   refused by the breaker: ${marks.length}   ` +
      `products: ${arrived({ trace })} of ${count}`,
    `at ${numberText(sick.toMs)} ms: ${queue} calls queued, ${newPerSecond} new calls a second`,
    `queue empty after ${Number.isFinite(emptyMs) ? drained : '–'}`,
  ]
  if (servedPerSecond !== undefined) {
    const drainMs = (queue * 1000) / (servedPerSecond - newPerSecond)
    lines[2] +=
      drainMs > 0
        ? `; theory, ${queue} ÷ (${servedPerSecond} − ${newPerSecond}) s: ${numberText(Math.round(drainMs))} ms`
        : '; theory: never'
  }
  return lines.join('\n')
}

await present(import.meta, { network, demo, predict })
