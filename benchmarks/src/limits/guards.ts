import { numberText } from '@overlap/trace'
import { playRounds, type Plan } from '../harness/rounds.ts'
import { spread } from '../harness/statistics.ts'
import { table } from '../harness/table.ts'
import { verdict } from './verdict.ts'

const how = 'nothing waits'
const wantedNs = 1000
const names = [
  'no guard',
  'take',
  'wrap',
  'circuitBreaker',
  'circuitBreaker with a rate',
  'bulkhead',
  'singleFlight',
  'createLimit',
]
/** Only of these did we say that they take less than a microsecond. */
const limited = new Set(['take', 'wrap', 'circuitBreaker', 'circuitBreaker with a rate'])
const count = 10_000

/** Measures what an awaited call costs if nothing has to wait, together with the call itself. */
export async function guardCosts(plan: Plan): Promise<string> {
  console.error(`  ${how}: ${names.join(', ')}`)
  const results = await playRounds(
    new URL('contender.ts', import.meta.url),
    names.map((name) => ({ args: [how, name], input: { count } })),
    plan,
  )
  const rows = [['ns a call', 'median', 'from', 'to', 'wanted', '']]
  for (const [i, name] of names.entries()) {
    const ns = spread(results[i]!.map(({ cpuMs }) => (cpuMs * 1e6) / count))
    const wanted = limited.has(name) ? wantedNs : undefined
    rows.push([
      name,
      ...[ns.median, ns.min, ns.max].map((value) => numberText(Math.round(value))),
      wanted === undefined ? '' : `≤ ${wanted}`,
      verdict(ns, wanted),
    ])
  }
  return table(rows)
}
