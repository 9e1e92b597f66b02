import { loadInOrder } from '@overlap/lesson-01'
import { loadProducts } from '@overlap/lesson-02'
import type { NetworkInput } from '@overlap/mock-server'
import { bounds, facts } from '@overlap/trace'
import { shapes } from '../strategies/shapes.ts'
import { exact, valueText } from '../report/figure.ts'
import type { Section } from '../report/report.ts'
import { difference, idsTo, latenciesOf, record } from './calls.ts'

const calls = 100

/** The makespans of calls one after another and all at once, by theory and as measured. */
export interface Extremes {
  readonly sumMs: number
  readonly inSequenceMs: number
  readonly slowestMs: number
  readonly allAtOnceMs: number
}

/**
 * Makes the same calls one after another and all at once. What theory says of the one is computed from the
 * latencies of the other, because a call has the same latency in both.
 */
export async function playExtremes(network: NetworkInput, count: number): Promise<Extremes> {
  const sequence = await record(network, (urlOf) => loadInOrder(idsTo(count).map(urlOf)))
  const together = await record(network, (urlOf) => loadProducts(idsTo(count).map(urlOf)))
  return {
    sumMs: bounds(latenciesOf(together)).sequentialMs,
    inSequenceMs: facts(sequence).makespanMs,
    slowestMs: bounds(latenciesOf(sequence)).slowestMs,
    allAtOnceMs: facts(together).makespanMs,
  }
}

export async function extremes(): Promise<Section> {
  const played: (readonly [string, Extremes])[] = []
  for (const [shape, latency] of Object.entries(shapes)) {
    played.push([shape, await playExtremes({ seed: 1, latency }, calls)])
  }
  const gains = played.map(([, { inSequenceMs, allAtOnceMs }]) => inSequenceMs / allAtOnceMs)
  const [least, greatest] = [Math.min(...gains), Math.max(...gains)].map((gain) =>
    valueText(gain, 'ratio'),
  )
  return {
    title: 'One after another takes the sum of the latencies, all at once the slowest of them',
    intro: [
      `${calls} calls by the solutions of lessons 1 and 2. Theory has the latencies of the other run: a call has the same one in both.`,
    ],
    table: {
      columns: ['sum', 'in sequence', 'difference', 'slowest', 'all at once', 'off by'].map(
        (head) => ({ head }),
      ),
      rows: played.map(([name, { sumMs, inSequenceMs, slowestMs, allAtOnceMs }]) => ({
        name,
        cells: [
          exact(sumMs, 'ms'),
          exact(inSequenceMs, 'ms'),
          difference(inSequenceMs, sumMs),
          exact(slowestMs, 'ms'),
          exact(allAtOnceMs, 'ms'),
          difference(allAtOnceMs, slowestMs),
        ],
      })),
    },
    notes: [
      `For a caller: all at once is ${least} to ${greatest} times as fast here. The more the latencies differ, the less it gains, because the slowest call decides.`,
    ],
  }
}
