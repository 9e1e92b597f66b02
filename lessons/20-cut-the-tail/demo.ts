import { getJson } from '@overlap/lesson-05'
import type { MockApi, NetworkInput } from '@overlap/mock-server'
import { present, type Question, type Stage } from '@overlap/mock-server/stage'
import { numberText, percentiles } from '@overlap/trace'
import { hedged } from './backstage/solution.ts'
import type { Work } from './types.ts'

/** Half of the calls are quick, and one in a hundred takes more than ten times as long. */
export const network: NetworkInput = {
  latency: { pareto: { min: 50, alpha: 1.3, max: 3000 } },
}

/** 100 answers a second, and half of that in its slow second. It keeps working, though nobody waits any more. */
const capacity = { slots: 4, queue: 10_000, serviceMs: { uniform: [20, 60] } } as const
const slow = { fromMs: 3000, toMs: 4000 } as const
export const busy: NetworkInput = {
  latency: 5,
  capacity,
  abortMs: 60_000,
  timeline: [{ ...slow, capacity: { ...capacity, slots: 2 } }],
}

const pages = 20
const everyMs = 150
const ids = Array.from({ length: 100 }, (_, i) => i + 1)

/** How long calls and pages took in one act. */
interface Waits {
  /** For each page, how long each of its calls took. */
  readonly callsMs: number[][]
  /** The same in one list, for the picture. */
  readonly allMs: number[]
  readonly pagesMs: number[]
}

let acts: Waits[] = []

export const predict: Question = {
  act: 'One call for each product',
  intro: () =>
    `A page makes ${ids.length} calls at once, and waits for all of them. ${pages} shoppers open the page, one every ` +
    `${everyMs} ms.`,
  asks: [
    {
      question: 'How long does a typical page take (the median)?',
      unit: 'ms',
      answer: () => typicalMs(acts[0]),
    },
    {
      question: 'How many of the 20 pages have a call among the slowest 1 % of all calls?',
      unit: 'pages',
      answer: () => acts[0] && slowPages(acts[0], p99Of(acts[0])),
    },
    {
      question: 'How long does a typical page take if the slowest 5 % of calls are sent twice?',
      unit: 'ms',
      act: 'A second call for the slowest 5 %',
      answer: () => typicalMs(acts[2]),
    },
  ],
}

type Load = (id: number) => Promise<unknown>
type Get = Work<number, unknown>

export async function demo(stage: Stage): Promise<void> {
  acts = []
  /** Opens the pages, one every 150 ms. Each makes 100 calls. */
  const openPages = async (load: Load): Promise<void> => {
    const { callsMs, allMs, pagesMs } = acts.at(-1)!
    const open = async (page: number): Promise<void> => {
      await stage.sleep(page * everyMs)
      const startMs = performance.now()
      const mine: number[] = []
      callsMs.push(mine)
      const loadOne = async (id: number): Promise<void> => {
        await load(id)
        const tookMs = performance.now() - startMs
        mine.push(tookMs)
        allMs.push(tookMs)
      }
      await Promise.all(ids.map(loadOne))
      pagesMs.push(performance.now() - startMs)
    }
    await Promise.all(Array.from({ length: pages }, (_, page) => open(page)))
  }
  const play = async (
    title: string,
    run: (api: MockApi) => Promise<void>,
    label: string,
  ): Promise<void> => {
    const waits: Waits = { callsMs: [], allMs: [], pagesMs: [] }
    acts.push(waits)
    await stage.act(title, run, { picture: { percentiles: waits.allMs, label }, virtual: true })
    const { facts } = stage.acts.at(-1) ?? {}
    if (facts && acts[0]) stage.say(reportOf(waits, p99Of(acts[0]), facts.calls))
  }

  stage.say('The average is fine. What do the shoppers see?')
  await play(
    'One call for each product',
    (api) => {
      const load = (id: number) => getJson(api.url(`/products/${id}`))
      // A page is as slow as the slowest of its 100 calls.
      return openPages(load)
    },
    'one call',
  )

  stage.say('\nA call that is slow now may be quick the next time. So send each one twice:')
  await play(
    'Every call twice',
    (api) => {
      const get: Get = (id, options) => getJson(api.url(`/products/${id}`), options)
      const load = hedged(get, { afterMs: 0 })
      return openPages(load)
    },
    'twice',
  )

  stage.say('\nFast, but twice the load, and most first calls were quick anyway:')
  await play(
    'A second call for the slowest 5 %',
    (api) => {
      const get: Get = (id, options) => getJson(api.url(`/products/${id}`), options)
      const load = hedged(get, { afterMs: 'p95', maxExtra: 0.05 })
      return openPages(load)
    },
    'hedged',
  )

  const comeOneByOne = async (load: Load): Promise<void> => {
    const come = async (i: number): Promise<void> => {
      await stage.sleep(12 * i)
      await load(ids[i % ids.length]!)
    }
    await Promise.all(Array.from({ length: 1000 }, (_, i) => come(i)))
  }
  stage.say('\nNow a busy server, which loses half of its capacity for one second:')
  await stage.act(
    'Second calls for a busy server',
    (api) => {
      const get: Get = (id, options) => getJson(api.url(`/products/${id}`), options)
      const load = hedged(get, { afterMs: 150 }) // no budget
      return comeOneByOne(load) // 83 calls a second, of 100 that it can answer
    },
    {
      network: busy,
      picture: {
        counts: {
          series: ['sent', 'answered', 'inFlight'],
          bands: [{ label: 'server', spans: [{ text: 'half', ...slow }] }],
        },
      },
      virtual: true,
    },
  )
  stage.say(
    'From 4 s on, the server has its whole capacity again, but half of the calls are second calls now. They keep it ' +
      'busy, so every first call is slow and gets a second one. With a budget, that would end: see the README.',
  )
}

const p99Of = ({ allMs }: Waits): number => percentiles(allMs).p99

function typicalMs(waits: Waits | undefined): number | undefined {
  return waits && percentiles(waits.pagesMs).p50
}

/** Pages with a call that takes longer than this. */
const slowPages = ({ callsMs }: Waits, ms: number): number =>
  callsMs.filter((list) => list.some((tookMs) => tookMs > ms)).length

function reportOf(waits: Waits, slowMs: number, calls: number): string {
  const { allMs } = waits
  const meanMs = allMs.reduce((sum, ms) => sum + ms, 0) / allMs.length
  const text = (ms: number): string => `${numberText(Math.round(ms))} ms`
  return (
    `calls sent: ${numberText(calls)}   mean: ${text(meanMs)}   typical page: ` +
    `${text(typicalMs(waits) ?? 0)}\npages with a call over ${text(slowMs)}: ` +
    `${slowPages(waits, slowMs)} of ${pages}`
  )
}

await present(import.meta, { network, demo, predict })
