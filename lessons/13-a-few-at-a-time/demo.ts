import { getJson } from '@overlap/lesson-05'
import type { NetworkInput } from '@overlap/mock-server'
import { present, type Act, type Question, type Stage } from '@overlap/mock-server/stage'
import { bounds, numberText } from '@overlap/trace'
import { mapPool } from './backstage/solution.ts'

/** A few calls take much longer than the others, as in real life. */
export const network: NetworkInput = {
  seed: 15,
  latency: { lognormal: { median: 100, p99: 1000 } },
}

const ids = Array.from({ length: 24 }, (_, i) => i + 1)
const paths = ids.map((id) => `/products/${id}`)

export const predict: Question = {
  act: 'Batches of four',
  intro: ({ latency }) => {
    const sumMs = paths.reduce((sum, path) => sum + Number.parseInt(latency(path), 10), 0)
    return (
      `A shop allows four calls at a time. You load ${ids.length} products. Each call takes ` +
      `${latency(...paths)}. Added up, they take ${numberText(sumMs)} ms.`
    )
  },
  asks: [
    {
      question: 'How long do six batches of four take?',
      unit: 'ms',
      answer: ({ settledMs }) => settledMs,
    },
    {
      question: 'How long does it take if a new call starts as soon as another one ends?',
      unit: 'ms',
      act: 'A pool of four',
      answer: ({ settledMs }) => settledMs,
    },
  ],
}

export async function demo(stage: Stage): Promise<void> {
  stage.say('24 products, at most four calls at a time. Each lane is a slot.')
  await stage.act(
    'Batches of four',
    async (api) => {
      const load = (id: number) => getJson(api.url(`/products/${id}`))
      for (let from = 0; from < ids.length; from += 4) {
        const batch = ids.slice(from, from + 4)
        await Promise.all(batch.map(load)) // waits for the slowest
      }
    },
    { rows: 4 },
  )
  report(stage)

  stage.say('\nThe gaps are slots that wait for the slowest call of a batch. A pool refills them:')
  await stage.act(
    'A pool of four',
    (api) => {
      const load = (id: number) => getJson(api.url(`/products/${id}`))
      // As soon as a call ends, the next one starts.
      return mapPool(ids, load, { limit: 4 })
    },
    { rows: 4 },
  )
  report(stage)

  const msOf = latenciesOf(stage.acts[0])
  stage.say('\nAt the end, one slow call is left over. If you know which calls are slow:')
  await stage.act(
    'A pool of four, the slowest first',
    (api) => {
      const load = (id: number) => getJson(api.url(`/products/${id}`))
      const slowestFirst = ids.toSorted((a, b) => msOf(b) - msOf(a))
      return mapPool(slowestFirst, load, { limit: 4 })
    },
    { rows: 4 },
  )
  report(stage)
}

/** How long the call for each product took in an act. */
function latenciesOf(act: Act | undefined): (id: number) => number {
  const ms = new Map(
    act?.trace.calls.map(({ url, sentMs, endMs = sentMs }) => [
      new URL(url).pathname,
      endMs - sentMs,
    ]),
  )
  return (id) => ms.get(`/products/${id}`) ?? 0
}

/** Says how busy the four slots were, and what the best schedule could do. */
function report(stage: Stage): void {
  const act = stage.acts.at(-1)
  if (act === undefined) return
  const latenciesMs = act.trace.calls.map(({ sentMs, endMs = sentMs }) => endMs - sentMs)
  const { sequentialMs, poolMs = 0 } = bounds(latenciesMs, { limit: 4 })
  const busy = Math.round((100 * sequentialMs) / 4 / act.settledMs)
  stage.say(
    `Slots busy: ${busy} % of the time. No schedule can take less than ${numberText(Math.round(poolMs))} ms.`,
  )
}

await present(import.meta, { network, demo, predict })
