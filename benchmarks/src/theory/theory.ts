import type { Benchmark } from '../benchmark.ts'
import type { Section } from '../report/report.ts'
import { extremes } from './extremes.ts'
import { little } from './little.ts'
import { pool } from './pool.ts'
import { waiting } from './queue/waiting.ts'
import { rate } from './rate.ts'
import { speedUp } from './speed-up.ts'

/** The laws of queues and schedules, beside what the simulated shop does in virtual time. */
export const theory: Benchmark = {
  name: 'theory',
  summary: 'what theory says of makespans, waits and calls in flight, beside what happens',
  isExact: () => true,
  async measure(_, say) {
    const sections: Section[] = []
    for (const section of [extremes, pool, rate, little, speedUp]) sections.push(await section())
    for (const servers of [1, 10]) sections.push(await waiting(servers, say))
    return sections
  },
}
