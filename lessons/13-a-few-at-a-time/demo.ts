import { getJson } from '@overlap/lesson-05'
import type { NetworkInput } from '@overlap/mock-server'
import { present, type Act, type Question, type Stage } from '@overlap/mock-server/stage'
import { bounds, numberText } from '@overlap/trace'
import { mapPool } from './backstage/solution.ts'

export const network: NetworkInput = { latency: { lognormal: { median: 100, p99: 700 } }, seed: 7 }

const limit = 4
const ids = Array.from({ length: 24 }, (_, i) => i + 1)

export const predict: Question = {
  act: 'Batches of four',
  intro: () => 'x',
  asks: [
    { question: 'How long do the batches take?', unit: 'ms', answer: ({ settledMs }) => settledMs },
  ],
}

export async function demo(stage: Stage): Promise<void> {
  stage.say('24 products, and at most four calls in flight.')
  await stage.act(
    'Batches of four',
    async (api) => {
      const load = (id: number) => getJson(api.url(`/products/${id}`))
      for (let i = 0; i < ids.length; i += limit) {
        await Promise.all(ids.slice(i, i + limit).map(load)) // waits for the slowest
      }
    },
    { rows: 4 },
  )
  report(stage)
  await stage.act(
    'A pool of four',
    (api) => {
      const load = (id: number) => getJson(api.url(`/products/${id}`))
      return mapPool(ids, load, { limit })
    },
    { rows: 4 },
  )
  report(stage)
}

function report(stage: Stage): void {
  const act = stage.acts.at(-1)
  if (act) stage.say(busy(act))
}

function busy({ settledMs, trace }: Act): string {
  const latencies = trace.calls.map(({ sentMs, endMs = sentMs }) => endMs - sentMs)
  const { sequentialMs, slowestMs, poolMs } = bounds(latencies, { limit })
  return `sum ${numberText(Math.round(sequentialMs))} slowest ${Math.round(slowestMs)} bound ${Math.round(poolMs ?? 0)} took ${settledMs} busy ${Math.round((100 * sequentialMs) / (limit * settledMs))} %`
}

await present(import.meta, { network, demo, predict })
