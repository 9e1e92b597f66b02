import os from 'node:os'
import type { Benchmark, Say } from '../benchmark.ts'
import { load } from '../harness/machine.ts'
import { startServer } from '../harness/server-process.ts'
import type { Section } from '../report/report.ts'
import { capacity } from './capacity.ts'
import { contendersWith } from './contenders.ts'
import { measure, type Measured } from './measure.ts'
import { aboutPython, findPython, type Python } from './python.ts'
import { busyNote, sectionOf } from './sections.ts'
import { boundMs, titleOf, workloads } from './workloads.ts'

/** The same calls by Python's asyncio with aiohttp, by lesson 14's client, and by Node's own clients. */
export const asyncio: Benchmark = {
  name: 'asyncio',
  summary: "the same calls by Python's aiohttp, lesson 14's client, undici and fetch (minutes)",
  isExact: () => false,
  async measure(_, say: Say) {
    const python = await findPython()
    say(aboutPython(python))
    const contenders = contendersWith(python)
    await using server = await startServer(new URL('server.ts', import.meta.url))
    const sections: Section[] = []
    let free: readonly Measured[] = []
    for (const workload of workloads) {
      say(`  ${titleOf(workload)}`)
      const all = await measure(workload, contenders, server.url)
      sections.push(sectionOf(workload, all))
      if (workload.how === 'at once' && boundMs(workload) === 0) free = all
    }
    const last = workloads.find((workload) => boundMs(workload) === 0)!
    sections.push(await capacity(server.url, last, free))
    return [about(python, load()), ...sections]
  },
}

function about(python: Python | undefined, busy: number | undefined): Section {
  return {
    title: 'How this was measured',
    intro: [
      aboutPython(python),
      `Each client has a process of its own for each row, and parses every body as JSON. All request the same node:http server over loopback. The makespans are those of a client that is in use: it has made ${workloads[0]!.warmUpCalls} calls of 0 ms before, and its connections are open. The first time in a fresh process is a column of its own.`,
      '"lesson 14, request" is undici\'s request over the connections of createAgent, which lesson 14\'s solution exports, too.',
      "Node's own fetch has no limit of connections. It opens as many as it has calls.",
      ...busyNote(busy, os.availableParallelism()),
    ],
  }
}
