import { playRounds, type Plan } from '../harness/rounds.ts'
import type { Say } from '../benchmark.ts'
import { measured } from '../report/figure.ts'
import type { Section } from '../report/report.ts'
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
export async function guardCosts(plan: Plan, say: Say): Promise<Section> {
  say(`${how}: ${names.join(', ')}`)
  const results = await playRounds(
    new URL('contender.ts', import.meta.url),
    names.map((name) => ({ args: [how, name], input: { count } })),
    plan,
  )
  return {
    title: 'A guarded call, if nothing waits',
    table: {
      columns: [{ head: 'a call' }, { head: 'wanted' }, { head: '' }],
      rows: names.map((name, i) => {
        const ns = measured(
          results[i]!.map(({ cpuMs }) => (cpuMs * 1e6) / count),
          'ns',
        )
        const wanted = limited.has(name) ? wantedNs : undefined
        return {
          name,
          cells: [ns, wanted === undefined ? '' : `≤ ${wanted} ns`, verdict(ns, wanted)],
        }
      }),
    },
  }
}
