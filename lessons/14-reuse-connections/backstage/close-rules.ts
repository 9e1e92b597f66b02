import { count, ending, fc } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Client } from '../types.ts'
import { makeClient, movementAt, openShop, say, type CreateClient } from './at-shop.ts'
import { ended, until } from './patience.ts'

/** When a client is closed. */
export interface Closing {
  readonly connections: number
  readonly calls: number
  /** `headers`: while the calls wait for their headers. `bodies`: for their bodies. `idle`: after them. */
  readonly during: 'headers' | 'bodies' | 'idle'
  readonly how: 'close' | 'dispose'
}

export const closings: fc.Arbitrary<Closing> = fc.record({
  connections: fc.integer({ min: 1, max: 3 }),
  calls: fc.integer({ min: 1, max: 5 }),
  during: fc.constantFrom('headers', 'bodies', 'idle'),
  how: fc.constantFrom('close', 'dispose'),
})

export const firstClosings: readonly Closing[] = [
  { connections: 2, calls: 2, during: 'idle', how: 'close' },
  { connections: 2, calls: 2, during: 'headers', how: 'close' },
  { connections: 2, calls: 2, during: 'bodies', how: 'close' },
  { connections: 1, calls: 3, during: 'headers', how: 'close' },
  { connections: 2, calls: 2, during: 'headers', how: 'dispose' },
]

const moments = {
  headers: 'while they waited for their headers',
  bodies: 'while their bodies arrived',
  idle: 'after they had ended',
}

/** Closes a client, and looks at its calls and its connections. */
export async function judgeClosing(
  createClient: CreateClient,
  { connections, calls, during, how }: Closing,
): Promise<void> {
  const isSlow = during === 'bodies' ? { firstByteMs: 30 } : { latency: 30 }
  await using api = await openShop(during === 'idle' ? {} : isSlow)
  const client = makeClient(createClient, { connections })
  const movement = (): string => movementAt(api)
  const { results, done } = loadEach(client, calls, (id) => api.url(`/products/${id}`))
  const sent = Math.min(connections, calls)
  await until(() => {
    if (during === 'idle') return results.length === calls
    const { attempts, byStatus } = api.counters
    return during === 'headers' ? attempts >= sent : (byStatus[200] ?? 0) >= sent
  }, movement)
  // The last answers are on their way.
  const closing = Promise.try(() => (how === 'close' ? client.close() : disposeOf(client)))
  const name = how === 'close' ? '`close()`' : '`[Symbol.asyncDispose]()`'
  const closed = await ended(closing, movement)
  const left = api.trace.calls.filter(({ outcome }) => outcome === 'pending').length
  const unsent = calls - api.counters.attempts
  const open = api.counters.connections
  await ended(done, movement)
  const failed = results.find(({ status }) => status === 'rejected')
  const beginning = `${count(calls, 'call')} ${calls === 1 ? 'was' : 'were'} made, and ${name} was called ${moments[during]}.`
  diagnose(api, [
    [closed === undefined, `${beginning} Its promise never settled.`],
    [closed?.status === 'rejected', `${beginning} Its promise ${ending(closed)}.`],
    [
      failed !== undefined,
      `${beginning} A call ${ending(failed)}. Closing waits until the calls have ended, including their ` +
        "bodies. An `Agent`'s `destroy` aborts them. Which method waits?",
    ],
    [
      left + unsent > 0,
      `${beginning} Its promise resolved while ${count(left + unsent, 'call')} had not ended. ` +
        (how === 'close'
          ? 'Wait until the calls made so far have ended, including their bodies.'
          : 'Let it do the same as `close()`, which waits for the calls and their bodies.'),
    ],
  ])
  const isClosed = await until(() => api.counters.connections === 0, movement)
  say(
    !isClosed,
    `${beginning} ${count(open, 'connection')} stayed open after it. An open connection can keep a process alive, and ` +
      `the server keeps it ready for the next call. ${how === 'close' ? 'Close' : '`await using` calls this method: let it close'} the \`Agent\`.`,
  )
}

function disposeOf(client: Client): Promise<void> {
  say(
    typeof client[Symbol.asyncDispose] !== 'function',
    'The client has no method `[Symbol.asyncDispose]`, so `await using` cannot close it.',
  )
  return client[Symbol.asyncDispose]()
}

function loadEach(
  client: Client,
  calls: number,
  urlOf: (id: number) => string,
): { results: PromiseSettledResult<string>[]; done: Promise<unknown> } {
  const results: PromiseSettledResult<string>[] = []
  const loading = Array.from({ length: calls }, async (_, i) => {
    const load = async (): Promise<string> => (await client.fetch(urlOf(i + 1))).text()
    const [result] = await Promise.allSettled([load()])
    results.push(result)
  })
  return { results, done: Promise.all(loading) }
}
