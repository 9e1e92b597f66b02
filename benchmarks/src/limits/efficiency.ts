import { exact } from '../report/figure.ts'
import type { Row, Section } from '../report/report.ts'
import { shapes } from '../strategies/shapes.ts'
import { schedule, ways } from './schedules.ts'

/** How near each way of scheduling gets to the bound, for each shape of latency. */
export async function efficiency(): Promise<Section> {
  const names = Object.keys(ways)
  const rows: Row[] = []
  for (const [shape, latency] of Object.entries(shapes)) {
    const { boundMs, makespanMs } = await schedule({ latency })
    rows.push({
      name: shape,
      cells: [
        exact(boundMs, 'ms'),
        ...names.map((name) => exact((100 * boundMs) / makespanMs[name]!, '%')),
      ],
    })
  }
  return {
    title: 'Bound ÷ makespan of 200 calls, 10 in flight',
    table: { columns: ['bound', ...names].map((head) => ({ head })), rows },
  }
}
