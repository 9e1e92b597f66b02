import type { Benchmark, Words } from '../benchmark.ts'
import { numberText } from '@overlap/trace'
import type { Section } from '../report/report.ts'
import { curve } from './curve.ts'
import { everyStrategy } from './every-strategy.ts'
import { latencyWords } from './latency-words.ts'
import { addSettings, callsOf, type Settings } from './settings.ts'
import { shapes } from './shapes.ts'

/** The same calls, one after another, all at once, and in all the ways between. */
export const strategiesBenchmark: Benchmark<Settings & Words> = {
  name: 'strategies',
  summary: 'the same calls one after another, all at once, and in all the ways between',
  isExact: ({ real }) => real !== true,
  addFlags: addSettings,
  intro: (settings) => [
    `${numberText(callsOf(settings))} calls. The bound is the least that any schedule takes, and efficiency is bound ÷ makespan.`,
    'Wasted is the time of calls whose answers nobody used.',
    ...(settings.fail === undefined && settings.limit.length === 1 && includesRetries(settings)
      ? ['Only with retries, some calls fail: 5 %, with status 503.']
      : []),
  ],
  async measure(settings, say) {
    const latencies = settings.latency === undefined ? Object.values(shapes) : [settings.latency]
    const sections: Section[] = []
    for (const latency of latencies) {
      const title = latencyWords(latency)
      say(title)
      const measure = settings.limit.length > 1 ? curve : everyStrategy
      sections.push(...(await measure(title, latency, settings)))
    }
    return sections
  },
}

const includesRetries = ({ only }: Settings): boolean => only?.includes('retries') ?? true
