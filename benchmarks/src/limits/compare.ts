import { numberText } from '@overlap/trace'
import type { RoundResult } from '../harness/contender-process.ts'
import { playRounds, type Plan } from '../harness/rounds.ts'
import { median, spread } from '../harness/statistics.ts'
import { table } from '../harness/table.ts'
import type { Comparison } from './comparisons.ts'
import { verdict } from './verdict.ts'

/** A figure of each round, and how to print it. */
export interface Unit {
  of(result: RoundResult, count: number): number
  text(value: number): string
}

/** Time on the processor for each call. */
export const cpuTime: Unit = {
  of: ({ cpuMs }, count) => (cpuMs * 1e6) / count,
  text: (ns) => `${numberText(Math.round(ns))} ns`,
}

/** What the round itself measured, in bytes. */
export const bytes: Unit = {
  of: ({ value }) => Number(value),
  text: (value) => `${numberText(Math.round(value))} B`,
}

/** Plays all comparisons, and shows a row for each pair. */
export async function compare(
  comparisons: readonly Comparison[],
  unit: Unit,
  plan: Plan,
): Promise<string> {
  const rows = [['', '', 'calls', 'ours', 'peer', 'ratio', 'from', 'to', 'wanted', '']]
  for (const comparison of comparisons) rows.push(...(await rowsOf(comparison, unit, plan)))
  return table(rows, 2)
}

async function rowsOf(comparison: Comparison, unit: Unit, plan: Plan): Promise<string[][]> {
  const { how, ours, peers, count, less } = comparison
  const [mine = [], ...theirs] = await figuresOf(comparison, unit, plan)
  return peers.map(({ name, count: peerCount, wanted }, i) => {
    const values = theirs[i]!
    // Of rounds that were played one right after another.
    const ratios = spread(mine.map((value, round) => value / values[round]!))
    return [
      `${ours} ÷ ${name}${peerCount === undefined ? '' : ` (${numberText(peerCount)})`}`,
      how + (less === undefined ? '' : ', what it adds'),
      numberText(count),
      unit.text(median(mine)),
      unit.text(median(values)),
      ...[ratios.median, ratios.min, ratios.max].map((ratio) =>
        ratio.toFixed(ratio < 0.01 ? 4 : 2),
      ),
      wanted === undefined ? '' : `≤ ${wanted.toFixed(2)}`,
      verdict(ratios, wanted),
    ]
  })
}

/** The figures of ours in each round, then those of each peer. */
async function figuresOf(
  { how, ours, peers, count, less, plays }: Comparison,
  unit: Unit,
  plan: Plan,
): Promise<number[][]> {
  const base = less === undefined ? [] : [{ name: less, count }]
  const entries = [{ name: ours, count }, ...peers.map((peer) => ({ count, ...peer })), ...base]
  console.error(`  ${how}: ${entries.map(({ name }) => name).join(', ')}`)
  const results = await playRounds(
    new URL('contender.ts', import.meta.url),
    entries.map(({ name, count }) => ({ args: [how, name], input: { count } })),
    plays === undefined ? plan : { ...plan, plays },
  )
  const figures = results.map((rounds, i) =>
    rounds.map((result) => unit.of(result, entries[i]!.count)),
  )
  if (less === undefined) return figures
  const bare = figures.pop()!
  return figures.map((rounds) => rounds.map((figure, round) => figure - bare[round]!))
}
