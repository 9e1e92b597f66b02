import { numberText } from '@overlap/trace'
import { table } from '../harness/table.ts'
import { schedule, shapes, ways } from './schedules.ts'

/** Shows how near each way of scheduling gets to the bound, for each shape of latency. */
export async function efficiency(): Promise<string> {
  const names = Object.keys(ways)
  const rows = [['latency', 'bound', ...names]]
  for (const [shape, latency] of Object.entries(shapes)) {
    const { boundMs, makespanMs } = await schedule({ latency })
    rows.push([
      shape,
      `${numberText(boundMs)} ms`,
      ...names.map((name) => `${((100 * boundMs) / makespanMs[name]!).toFixed(1)} %`),
    ])
  }
  return table(rows)
}
