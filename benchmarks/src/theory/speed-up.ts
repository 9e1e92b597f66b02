import { mapPool } from '@overlap/lesson-13'
import type { NetworkInput } from '@overlap/mock-server'
import { amdahl, facts } from '@overlap/trace'
import { exact, valueText } from '../report/figure.ts'
import type { Figure, Section } from '../report/report.ts'
import { difference, idsTo, load, record } from './calls.ts'

const latency = 100
const rest = 60
/** They divide 60, so that the calls can be spread evenly. */
const workerCounts = [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60]

/** A page that makes some calls one after another, and then many that don't depend on each other. */
export interface Page {
  readonly first: number
  readonly rest: number
}

/** How long a page takes with some workers. */
export async function playPage(
  network: NetworkInput,
  page: Page,
  workers: number,
): Promise<number> {
  const trace = await record(network, async (urlOf) => {
    const urls = idsTo(page.first + page.rest).map(urlOf)
    for (const url of urls.slice(0, page.first)) await load(url)
    await mapPool(urls.slice(page.first), load, { limit: workers })
  })
  return facts(trace).makespanMs
}

/** Whichever is further from 0. */
const larger = (a: Figure, b: Figure): Figure => (Math.abs(a.value) > Math.abs(b.value) ? a : b)

const shareOf = (page: Page): number => page.first / (page.first + page.rest)

export async function speedUp(): Promise<Section> {
  const network = { latency }
  const [one, six] = [
    { first: 1, rest },
    { first: 6, rest },
  ] as const
  const aloneMs = { one: await playPage(network, one, 1), six: await playPage(network, six, 1) }
  const points = []
  for (const workers of workerCounts) {
    points.push({
      workers,
      one: aloneMs.one / (await playPage(network, one, workers)),
      theoryOne: amdahl({ sequentialShare: shareOf(one), workers }),
      six: aloneMs.six / (await playPage(network, six, workers)),
      theorySix: amdahl({ sequentialShare: shareOf(six), workers }),
    })
  }
  const last = points.at(-1)!
  const ceiling = amdahl({ sequentialShare: shareOf(six), workers: Infinity })
  return {
    title: 'Amdahl’s law: what must be done in sequence limits the speed-up',
    intro: [
      `A page that makes 1 call, or 6 calls one after another, and then ${rest} through a pool of this size. All take ${latency} ms (G. M. Amdahl, 1967).`,
    ],
    table: {
      columns: ['Amdahl, 1 first', '1 first', 'Amdahl, 6 first', '6 first', 'difference'].map(
        (head) => ({ head }),
      ),
      rows: points.map((point) => ({
        name: `${point.workers} in flight`,
        cells: [
          exact(point.theoryOne, 'ratio'),
          exact(point.one, 'ratio'),
          exact(point.theorySix, 'ratio'),
          exact(point.six, 'ratio'),
          larger(difference(point.one, point.theoryOne), difference(point.six, point.theorySix)),
        ],
      })),
    },
    chart: { kind: 'lines', over: 'in flight', of: ['1 first', '6 first'], label: 'speed-up' },
    notes: [
      `For a caller: with 6 calls in sequence first, no limit makes the page more than ${valueText(ceiling, 'ratio')} times as fast, and ${last.workers} in flight make it ${valueText(last.six, 'ratio')} times as fast. Shorten the sequence first.`,
    ],
  }
}
