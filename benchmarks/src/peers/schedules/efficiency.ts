import { shapes } from '../../strategies/shapes.ts'
import { exact } from '../../report/figure.ts'
import type { Figure, Row, Section } from '../../report/report.ts'
import type { LoadPool, Pool } from '../pools/types.ts'
import { bound, schedule, standard } from './schedules.ts'

/** How near each pool gets to the bound, for each shape of latency. */
export async function efficiency(pools: Readonly<Record<string, LoadPool>>): Promise<Section> {
  const { calls, limit } = standard
  const boundsMs = new Map<string, number>()
  for (const [shape, latency] of Object.entries(shapes)) {
    boundsMs.set(shape, await bound({ latency }))
  }
  const rows: Row[] = [
    { name: 'the bound', cells: [...boundsMs.values()].map((ms) => exact(ms, 'ms')) },
  ]
  for (const [name, load] of Object.entries(pools)) {
    rows.push({ name, cells: await cellsOf(await load(), boundsMs) })
  }
  return {
    title: `Efficiency: bound ÷ makespan of ${calls} calls, ${limit} in flight`,
    intro: [
      'In virtual time, so exact. The bound is max(sum of latencies ÷ limit, slowest latency).',
      'The bound holds only for a pool that keeps the limit. If one had more calls in flight, the cell says how many.',
    ],
    table: { columns: [...boundsMs.keys()].map((head) => ({ head })), rows },
  }
}

/** A cell for each shape. The bound holds only for a pool that keeps the limit. */
async function cellsOf(
  pool: Pool,
  boundsMs: ReadonlyMap<string, number>,
): Promise<(Figure | string)[]> {
  const cells: (Figure | string)[] = []
  for (const [shape, latency] of Object.entries(shapes)) {
    const { makespanMs, peak } = await schedule(pool, { latency })
    cells.push(
      peak > standard.limit
        ? `${peak} at once`
        : exact((100 * boundsMs.get(shape)!) / makespanMs, '%'),
    )
  }
  return cells
}
