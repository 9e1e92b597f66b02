import { Argument, type Command } from 'commander'
import type { Benchmark, Words } from '../benchmark.ts'
import type { Section } from '../report/report.ts'
import { callCost } from './call-cost/call-cost.ts'
import { port } from './port/port.ts'
import { recordingCost } from './recording-cost/recording-cost.ts'
import { virtualHour } from './virtual-hour/virtual-hour.ts'

interface Flags extends Words {
  readonly peers?: boolean
}

const parts: Readonly<Record<string, (flags: Flags) => Promise<Section>>> = {
  'call-cost': callCost,
  port: ({ peers = false }) => port(peers),
  'recording-cost': recordingCost,
  'virtual-hour': virtualHour,
}

/** What the simulated shop itself costs. */
export const simulator: Benchmark<Flags> = {
  name: 'simulator',
  summary: 'what a simulated call costs, in process and on a port',
  isExact: () => false,
  addFlags(command: Command) {
    command
      .addArgument(new Argument('[parts...]', 'by default all').choices(Object.keys(parts)))
      .option(
        '--peers',
        'also compare the port with other packages, which npm downloads into a temporary folder',
      )
  },
  async measure(flags, say) {
    const names = flags.words.length === 0 ? Object.keys(parts) : flags.words
    const sections: Section[] = []
    for (const name of names) {
      say(name)
      sections.push(await parts[name]!(flags))
    }
    return sections
  },
}
