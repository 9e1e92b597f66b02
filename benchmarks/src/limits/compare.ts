import { numberText } from '@overlap/trace'
import type { RoundResult } from '../harness/contender-process.ts'
import { playRounds, type Plan } from '../harness/rounds.ts'
import type { Say } from '../benchmark.ts'
import { measured, ratioOf } from '../report/figure.ts'
import type { Column, Row, Section, Unit } from '../report/report.ts'
import type { Comparison } from './comparisons.ts'
import { verdict } from './verdict.ts'

/** What is compared: a figure of each round. */
export interface Measure {
  readonly title: string
  readonly unit: Unit
  of(result: RoundResult, count: number): number
}

/** Time on the processor for each call. */
export const cpuTime: Measure = {
  title: 'Time on the processor for each call',
  unit: 'ns',
  of: ({ cpuMs }, count) => (cpuMs * 1e6) / count,
}

/** What the round itself measured, in bytes. */
export const bytes: Measure = {
  title: 'Memory of each call',
  unit: 'B',
  of: ({ value }) => Number(value),
}

const columns: readonly Column[] = [
  { head: 'ours', optional: true },
  { head: 'peer', optional: true },
  { head: 'ratio' },
  { head: 'wanted' },
  { head: '' },
]

/** Plays all comparisons. Those that use the contenders in the same way make a section. */
export async function compare(
  comparisons: readonly Comparison[],
  measure: Measure,
  plan: Plan,
  say: Say,
): Promise<Section[]> {
  const sections: Section[] = []
  for (const [how, group = []] of Object.entries(Object.groupBy(comparisons, (each) => each.how))) {
    const rows: Row[] = []
    for (const comparison of group) rows.push(...(await rowsOf(comparison, measure, plan, say)))
    sections.push({ title: `${measure.title}: ${how}`, table: { columns, rows } })
  }
  return sections
}

async function rowsOf(
  comparison: Comparison,
  measure: Measure,
  plan: Plan,
  say: Say,
): Promise<Row[]> {
  const { ours, peers, count, less } = comparison
  const [mine = [], ...theirs] = await figuresOf(comparison, measure, plan, say)
  return peers.map(({ name, count: peerCount = count, wanted }, i) => {
    const ratio = ratioOf(mine, theirs[i]!)
    const counts =
      peerCount === count ? numberText(count) : `${numberText(count)} and ${numberText(peerCount)}`
    return {
      name: `${ours} ÷ ${name}${less === undefined ? '' : ', what they add'} (${counts} calls)`,
      cells: [
        measured(mine, measure.unit),
        measured(theirs[i]!, measure.unit),
        ratio,
        wanted === undefined ? '' : `≤ ${wanted.toFixed(2)}`,
        verdict(ratio, wanted),
      ],
    }
  })
}

/** The figures of ours in each round, then those of each peer. */
async function figuresOf(
  { how, ours, peers, count, less, plays }: Comparison,
  measure: Measure,
  plan: Plan,
  say: Say,
): Promise<number[][]> {
  const base = less === undefined ? [] : [{ name: less, count }]
  const entries = [{ name: ours, count }, ...peers.map((peer) => ({ count, ...peer })), ...base]
  say(`${how}: ${entries.map(({ name }) => name).join(', ')}`)
  const results = await playRounds(
    new URL('contender.ts', import.meta.url),
    entries.map(({ name, count }) => ({ args: [how, name], input: { count } })),
    plays === undefined ? plan : { ...plan, plays },
  )
  const figures = results.map((rounds, i) =>
    rounds.map((result) => measure.of(result, entries[i]!.count)),
  )
  if (less === undefined) return figures
  const bare = figures.pop()!
  return figures.map((rounds) => rounds.map((figure, round) => figure - bare[round]!))
}
