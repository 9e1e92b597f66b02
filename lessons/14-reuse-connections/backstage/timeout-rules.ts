import { ending, fc } from '@overlap/scenarios'
import { makeClient, movementAt, openShop, say, type CreateClient } from './at-shop.ts'
import { ended, turn, until } from './patience.ts'
import { serve, serveSilence } from './plain-server.ts'

const { setTimeout, clearTimeout } = globalThis

/** undici's own default is 10 s, and its timers are up to a second late. */
const PATIENCE_MS = 3000

/** The server accepts the connection, and then the TLS handshake never ends. */
export async function judgeConnectTimeout(createClient: CreateClient): Promise<void> {
  await using silence = await serveSilence()
  const client = makeClient(createClient, { connections: 1, connectTimeoutMs: 50 })
  const call = client.fetch(`https://${silence.host}/`)
  const result = await soon(call)
  say(
    silence.opened > 1,
    `With \`connectTimeoutMs: 50\`, one call opened ${silence.opened} connections, one after the other, and waited for each. ` +
      'It should reject after the first timeout. Retry only if an open connection broke.',
  )
  say(
    result === undefined,
    "With `connectTimeoutMs: 50`, a call waited for a connection until the check gave up. The server's machine " +
      "accepts connections, but the TLS handshake never ends. Only the `Agent`'s connect timeout limits that: its " +
      'timeouts for headers and bodies begin later.',
  )
  say(
    result?.status === 'fulfilled',
    'A call resolved, though its connection never opened. Let its error reject the promise.',
  )
  const isClosed = await until(() => silence.open === 0)
  say(
    !isClosed,
    'After `connectTimeoutMs`, the call rejected, but the client is still opening its connection. Only the ' +
      '`Agent` can stop that: use its connect timeout.',
  )
}

/** How a call ends before {@link PATIENCE_MS} are over. `undefined` if it doesn't. */
async function soon<T>(call: Promise<T>): Promise<PromiseSettledResult<T> | undefined> {
  const results: PromiseSettledResult<T>[] = []
  const settled = Promise.allSettled([call]).then(([only]) => results.push(only))
  const { promise: over, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, PATIENCE_MS)
  await Promise.race([settled, over])
  clearTimeout(timer)
  // If the machine stood still meanwhile, both timers were due in the same moment.
  for (let turns = 0; results.length === 0 && turns < 20; turns++) await turn()
  return results[0]
}

/** The connection opens at once, and the answer takes longer than the timeout. */
export async function judgeSlowAnswer(createClient: CreateClient): Promise<void> {
  await using api = await openShop({ latency: 100 })
  const client = makeClient(createClient, { connections: 1, connectTimeoutMs: 30 })
  const load = async (): Promise<string> => (await client.fetch(api.url('/products/1'))).text()
  const result = await ended(Promise.all([load(), load()]), () => movementAt(api))
  say(
    result?.status !== 'fulfilled',
    `With \`connectTimeoutMs: 30\`, two calls shared a connection that opened immediately, and each answer took 100 ms. ` +
      `The calls ${ending(result)}. \`connectTimeoutMs\` is for opening a connection. It limits neither the ` +
      'response nor the wait for a free connection.',
  )
}

/** How a server treats idle connections. */
export interface Idle {
  /** Whether its Keep-Alive header suggests to keep them for ten minutes. */
  readonly hint: boolean
  readonly calls: number
}

export const idles: fc.Arbitrary<Idle> = fc.record({
  hint: fc.boolean(),
  calls: fc.integer({ min: 1, max: 3 }),
})

export const firstIdles: readonly Idle[] = [
  { hint: false, calls: 1 },
  { hint: true, calls: 1 },
]

/** Nothing uses the connections for longer than `idleTimeoutMs`. */
export async function judgeIdle(createClient: CreateClient, scene: Idle): Promise<void> {
  const { hint, calls } = scene
  const suggests = `timeout=600`
  await using server = await serve((_, response) => {
    if (hint) response.setHeader('keep-alive', suggests)
    response.setHeader('connection', 'keep-alive')
    response.end('done')
  })
  const url = `http://${server.host}/`
  const movement = (): string => `${server.opened} ${server.open}`
  const load = async (client: { fetch: (url: string) => Promise<Response> }): Promise<string> =>
    (await client.fetch(url)).text()

  const brief = makeClient(createClient, { connections: 3, idleTimeoutMs: 20 })
  await ended(Promise.all(Array.from({ length: calls }, () => load(brief))), movement)
  const isClosed = await until(() => server.open === 0, movement)
  say(
    !isClosed && hint,
    'With `idleTimeoutMs: 20`, an idle connection stayed open. The server sent `Keep-Alive: timeout=600`, and ' +
      '`keepAliveTimeout` counts only if there is no such header. Which option of the `Agent` limits what the server suggests?',
  )
  say(
    !isClosed,
    'With `idleTimeoutMs: 20`, an idle connection stayed open. The server sent no `Keep-Alive` header, so the ' +
      "`Agent`'s own `keepAliveTimeout` counts, and it is 4 s by default.",
  )
  const [before] = [server.opened]
  const again = await ended(load(brief), movement)
  say(
    again?.status !== 'fulfilled',
    `After the idle connections were closed, the client's next call ${ending(again)}. It should open a new connection.`,
  )
  say(server.opened === before, 'A call was sent over a connection that was closed.')

  const lasting = makeClient(createClient, { connections: 1, idleTimeoutMs: 60_000 })
  const from = server.opened
  await ended(load(lasting), movement)
  for (let turns = 0; turns < 20; turns++) await turn()
  await ended(load(lasting), movement)
  say(
    server.opened - from > 1,
    'With `idleTimeoutMs: 60000`, the second of two calls opened a new connection. Keep idle connections for the next call.',
  )
}
