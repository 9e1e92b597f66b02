import { describe, expect, test } from 'vitest'
import type { NetworkInput } from '../network/types.ts'
import { simulate } from '../simulate/simulate.ts'

/** When a call failed, and with which code. */
async function endOf(network: NetworkInput): Promise<unknown> {
  const { trace } = await simulate(network, (api) => fetch(api.url('/todos/1')))
  const [call] = trace.calls
  return [call?.endMs, /UND_ERR_\w+/.exec(call?.error ?? '')?.[0]]
}

describe('a client waits 300 s for the headers', () => {
  const capacity = { slots: 1, queue: 10 }

  test('also while its call waits in the queue, for a slot that an aborted call still has', async () => {
    const network = { latency: 1_000_000, capacity, abortMs: 30_000 }
    const run = await simulate(network, (api) => {
      const given = fetch(api.url('/todos/1'), { signal: AbortSignal.timeout(280_000) })
      return Promise.allSettled([given, fetch(api.url('/todos/2'))])
    })
    expect(run.trace.calls).toMatchObject([
      { endMs: 280_000, server: { clientGoneMs: 310_000 } },
      { endMs: 300_000, server: { clientGoneMs: 330_000 } },
    ])
  })

  test('and the server works on until it notices', async () => {
    const network = { latency: 320_000, capacity, abortMs: 30_000 }
    // The slot is free at 320 s. The next call has left by then, and the server does not know yet.
    const run = await simulate(network, (api) =>
      Promise.allSettled([1, 2].map((id) => fetch(api.url(`/todos/${id}`)))),
    )
    expect(run.trace.calls).toMatchObject([
      { endMs: 300_000, server: { startedMs: 0, clientGoneMs: 330_000 } },
      { endMs: 300_000, server: { startedMs: 320_000, clientGoneMs: 330_000 } },
    ])
  })

  test('from when it had a connection', async () => {
    const connections = { setUpMs: 5_000 }
    expect(await endOf({ connections, failures: [{ kind: 'hang' }] })).toEqual([
      305_000,
      'UND_ERR_HEADERS_TIMEOUT',
    ])
  })
})

describe('a client waits 10 s for a connection', () => {
  test.each<[string, NetworkInput]>([
    ['that takes longer to open', { connections: { setUpMs: 12_000 } }],
    [
      'that never opens, however long others take',
      { connections: { setUpMs: 3_000 }, failures: [{ kind: 'connect-timeout' }] },
    ],
    ['whose refusal takes longer', { latency: 12_000, failures: [{ kind: 'refused' }] }],
  ])('%s', async (_, network) => {
    expect(await endOf(network)).toEqual([10_000, 'UND_ERR_CONNECT_TIMEOUT'])
  })
})
