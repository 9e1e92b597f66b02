import type { Latency } from '@overlap/mock-server'
import type { Say } from '../benchmark.ts'
import { exact } from '../report/figure.ts'
import type { Row, Section } from '../report/report.ts'
import { playAll, type Outcomes } from './play-all.ts'
import { sentences } from './sentences.ts'
import { timesOf } from './ratio.ts'
import type { Settings } from './settings.ts'

/** Lets the strategies make the same calls, with one shape of latency. */
export async function everyStrategy(
  title: string,
  latency: Latency,
  settings: Settings,
  say: Say,
): Promise<Section[]> {
  const outcomes = await playAll(latency, settings)
  const virtual = sectionOf(title, outcomes, settings)
  if (settings.real !== true) return [virtual]
  const { overSockets } = await import('./sockets/over-sockets.ts')
  return [virtual, await overSockets(title, Object.values(outcomes), say)]
}

function sectionOf(title: string, outcomes: Outcomes, settings: Settings): Section {
  const losesNothing = Object.values(outcomes).every(({ lost }) => lost === 0)
  const rows = Object.values(outcomes).map((outcome): Row => ({
    name: outcome.name,
    cells: [
      exact(outcome.makespanMs, 'ms'),
      exact(outcome.boundMs, 'ms'),
      exact(100 * timesOf(outcome.boundMs, outcome.makespanMs), '%'),
      exact(outcome.peakInFlight, 'count'),
      exact(outcome.calls, 'count'),
      exact(100 * outcome.wastedShare, '%'),
      exact(outcome.load.p99, 'ms'),
      exact(outcome.lost, 'count'),
      outcome.theoryMs === undefined ? undefined : exact(outcome.theoryMs, 'ms'),
    ],
  }))
  return {
    title,
    table: {
      columns: [
        { head: 'makespan', bar: true },
        // Where calls are lost, that is the more important column.
        { head: 'bound', optional: !losesNothing },
        { head: 'efficiency' },
        { head: 'peak' },
        { head: 'calls' },
        { head: 'wasted' },
        { head: 'p99', optional: true, about: 'how long it took to load one path' },
        { head: 'lost', optional: losesNothing },
        { head: 'theory', optional: true, about: 'computed from how long each task takes alone' },
      ],
      rows,
    },
    chart: {
      kind: 'bars',
      of: 'makespan',
      ...(outcomes.pool && {
        lines: [{ at: outcomes.pool.boundMs, label: `bound of the pool` }],
      }),
    },
    notes: sentences(outcomes, settings),
  }
}
