import { getJson } from '@overlap/lesson-05'
import type { NetworkInput } from '@overlap/mock-server'
import { present, type Question, type Stage } from '@overlap/mock-server/stage'
import { numberText } from '@overlap/trace'
import { hedged } from './backstage/solution.ts'

/** Half of the calls take up to 43 ms, and one in a hundred takes more than 700 ms. */
export const network: NetworkInput = {
  latency: { pareto: { min: 25, alpha: 1.3, max: 2000 } },
}

const pages = 20
const everyMs = 100
const ids = Array.from({ length: 100 }, (_, i) => i + 1)
const paths = ids.map((id) => `/products/${id}`)

/** How long calls and pages took in one act. */
interface Waits {
  /** For each page, how long each of its calls took. */
  readonly callsMs: number[][]
  readonly pagesMs: number[]
}

let acts: Waits[] = []

export const predict: Question = {
  act: 'One call for each product',
  intro: ({ latency }) => {
    const sumMs = paths.reduce((sum, path) => sum + Number.parseInt(latency(path), 10), 0)
    return (
      `A page makes ${ids.length} calls at once, and waits for all of them. A call takes ` +
      `${Math.round(sumMs / ids.length)} ms on average. ${pages} shoppers open the page, one every ` +
      `${everyMs} ms.`
    )
  },
  asks: [
    {
      question: 'How long does a typical page take (the median)?',
      unit: 'ms',
      answer: () => typicalMs(acts[0]),
    },
    {
      question: 'How many of the 20 pages have at least one of the slowest 1 % of all calls?',
      unit: 'pages',
      answer: () => acts[0] && slowPages(acts[0], p99Of(acts[0])),
    },
    {
      question: 'How many calls are sent if only the slowest 5 % get a second one?',
      unit: 'calls',
      act: 'A second call for the slowest 5 %',
      answer: ({ facts }) => facts.calls,
    },
  ],
}

type Load = (id: number) => Promise<unknown>

export async function demo(stage: Stage): Promise<void> {
  acts = []
  /** Opens the pages, one every 100 ms. Each waits for its 100 calls. */
  const openPages = async (load: Load): Promise<void> => {
    const waits: Waits = { callsMs: [], pagesMs: [] }
    acts.push(waits)
    const open = async (page: number): Promise<void> => {
      await stage.sleep(page * everyMs)
      const startMs = performance.now()
      const callsMs: number[] = []
      waits.callsMs.push(callsMs)
      await Promise.all(
        ids.map(async (id) => {
          await load(id)
          callsMs.push(performance.now() - startMs)
        }),
      )
      waits.pagesMs.push(performance.now() - startMs)
    }
    await Promise.all(Array.from({ length: pages }, (_, page) => open(page)))
  }
  const report = (): void => {
    const { facts } = stage.acts.at(-1) ?? {}
    const waits = acts.at(-1)
    if (facts && waits && acts[0]) stage.say(reportOf(waits, p99Of(acts[0]), facts.calls))
  }

  stage.say('The average is fine. What do the shoppers see?')
  await stage.act(
    'One call for each product',
    (api) => {
      const load = (id: number) => getJson(api.url(`/products/${id}`))
      // A page is as slow as the slowest of its 100 calls.
      return openPages(load)
    },
    { rows: 0 },
  )
  report()

  stage.say('\nA call that is slow now may be quick the next time. So send each one twice:')
  await stage.act(
    'Every call twice',
    (api) => {
      const get = (id: number, options: RequestInit) => getJson(api.url(`/products/${id}`), options)
      const load = hedged(get, { afterMs: 0 })
      return openPages(load)
    },
    { rows: 0 },
  )
  report()

  stage.say('\nFast, but twice the load. Most of the second calls help nobody:')
  await stage.act(
    'A second call for the slowest 5 %',
    (api) => {
      const get = (id: number, options: RequestInit) => getJson(api.url(`/products/${id}`), options)
      const load = hedged(get, { afterMs: 'p95', maxExtra: 0.05 })
      return openPages(load)
    },
    { rows: 0 },
  )
  report()
}

/** The smallest number that is no less than this share of the list. */
function percentile(list: readonly number[], share: number): number {
  const sorted = list.toSorted((a, b) => a - b)
  return sorted[Math.ceil(share * list.length) - 1] ?? 0
}

const p99Of = ({ callsMs }: Waits): number => percentile(callsMs.flat(), 0.99)

function typicalMs(waits: Waits | undefined): number | undefined {
  return waits && percentile(waits.pagesMs, 0.5)
}

/** Pages with a call that takes longer than this. */
const slowPages = ({ callsMs }: Waits, ms: number): number =>
  callsMs.filter((list) => list.some((tookMs) => tookMs > ms)).length

function reportOf(waits: Waits, slowMs: number, calls: number): string {
  const list = waits.callsMs.flat()
  const meanMs = list.reduce((sum, ms) => sum + ms, 0) / list.length
  const text = (ms: number): string => `${numberText(Math.round(ms))} ms`
  return (
    `calls: ${numberText(calls)}   mean ${text(meanMs)}   p99 ${text(p99Of(waits))}\n` +
    `typical page: ${text(typicalMs(waits) ?? 0)}   pages with a call over ${text(slowMs)}: ` +
    `${slowPages(waits, slowMs)} of ${pages}`
  )
}

await present(import.meta, { network, demo, predict })
