import { expect, test } from 'vitest'
import { startServer } from '../harness/server-process.ts'
import { contendersWith } from './contenders.ts'
import { measure } from './measure.ts'
import { findPython } from './python.ts'
import type { Workload } from './workloads.ts'

const python = await findPython()
const clients = contendersWith(python).map(({ name }) => name)

test.skipIf(python === undefined)('aiohttp is among the contenders', () => {
  expect(clients).toContain('aiohttp')
})

test('each client makes the calls over a socket', async () => {
  await using server = await startServer(new URL('server.ts', import.meta.url))
  const workload: Workload = {
    calls: 4,
    made: 4,
    latencyMs: 1,
    connections: 2,
    how: 'at once',
    warmUpCalls: 1,
    rounds: 1,
    ratioBelow: 1,
  }
  const all = await measure(workload, contendersWith(python), server.url)
  expect(all.map(({ name }) => name)).toEqual(clients)
  for (const { first, rounds } of all) {
    for (const { server: counts } of [first, ...rounds]) expect(counts.calls).toBe(4)
  }
})
