import type { Benchmark, Words } from '../benchmark.ts'
import type { Section } from '../report/report.ts'
import { curve } from './curve.ts'
import { everyStrategy } from './every-strategy.ts'
import { latencyWords } from './latency-words.ts'
import { addSettings, callsOf, callsText, type Settings } from './settings.ts'
import { shapes } from './shapes.ts'

/** The same calls, one after another, all at once, and in all the ways between. */
export const strategiesBenchmark: Benchmark<Settings & Words> = {
  name: 'strategies',
  summary: 'the same calls one after another, all at once, and in all the ways between',
  isExact: ({ real }) => real !== true,
  addFlags: addSettings,
  intro: (settings) =>
    settings.limit.length > 1
      ? [
          'Speed-up is against one call at a time. At most: what the limit, the server and the slowest call allow.',
          'p50 and p99 are those of the calls. The knee is the least limit whose makespan is within 5 % of the shortest.',
        ]
      : [
          `${callsText(callsOf(settings))}. No schedule with the limit of its row beats the bound, and efficiency is bound ÷ makespan.`,
          'Wasted is the time of calls whose answers nobody used.',
        ],
  async measure(settings, say) {
    const latencies = settings.latency === undefined ? Object.values(shapes) : [settings.latency]
    const sections: Section[] = []
    for (const latency of latencies) {
      const title = latencyWords(latency)
      say(title)
      const measure = settings.limit.length > 1 ? curve : everyStrategy
      sections.push(...(await measure(title, latency, settings, say)))
    }
    return sections
  },
}
