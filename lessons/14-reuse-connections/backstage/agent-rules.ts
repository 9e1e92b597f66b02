import { count, ending, fc, isSame, reasonOf, shown, type Sentence } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Client } from '../types.ts'
import { makeClient, movementAt, openShop, say, type CreateClient } from './at-shop.ts'
import { ended, turn, until } from './patience.ts'
import { serve, type Handler } from './plain-server.ts'

/** Calls that are all made at once, and again when they have ended. */
export interface Rounds {
  readonly connections: number
  readonly calls: number
}

export const rounds: fc.Arbitrary<Rounds> = fc.record({
  connections: fc.integer({ min: 1, max: 5 }),
  calls: fc.constantFrom(1, 2, 3, 7, 13),
})

export const firstRounds: readonly Rounds[] = [
  { connections: 3, calls: 2 },
  { connections: 1, calls: 3 },
]

/** Makes two rounds of calls, and counts the connections that the port saw. */
export async function judgeRounds(
  createClient: CreateClient,
  { connections, calls }: Rounds,
): Promise<void> {
  await using api = await openShop()
  const client = makeClient(createClient, { connections })
  const opened: number[] = []
  for (const round of [1, 2]) {
    const urls = Array.from({ length: calls }, (_, i) => api.url(`/products/${i + 1}`))
    const result = await ended(loadAll(client, urls), () => movementAt(api))
    diagnose(api, [
      [
        result === undefined,
        `Round ${round} of ${count(calls, 'call')} at once, with \`connections: ${connections}\`, never ended. ` +
          'The check read each body to its end, so each connection became free for the next call.',
      ],
      ...failed(result),
    ])
    // A connection counts as free a turn after its answer has ended.
    for (let turns = 0; turns < 5; turns++) await turn()
    opened.push(api.counters.connectionsOpened)
  }
  const [first = 0, second = 0] = opened
  const most = Math.min(connections, calls)
  const { attempts, connections: open } = api.counters
  diagnose(api, [
    [
      attempts !== 2 * calls,
      `The check made ${2 * calls} calls, but the server saw ${attempts}. Make one request for each call.`,
    ],
    [
      second === 2 * calls && open > most,
      `${2 * calls} calls opened ${second} connections, a new one for each call, though \`connections\` was ` +
        `${connections}. Each \`Agent\` has its own connections and its own limit. ` +
        'Create one for the client, and let all its calls share it.',
    ],
    [
      open > connections,
      `${calls} calls at once opened ${first} connections, but \`connections\` was ${connections}. By default, an ` +
        '`Agent` opens a connection for every call that finds no free one. Pass it the limit.',
    ],
    [
      second > most && open === 0,
      `${2 * calls} calls opened ${second} connections, and all of them are closed by now: each was closed after its ` +
        'answer, so the next call had to open one again. Keep them open until `close()`.',
    ],
    [
      second > first,
      `The first ${count(calls, 'call')} opened ${first} connections. The same calls again opened ${second - first} ` +
        'more, although the first ones were idle. Keep idle connections open, and reuse them.',
    ],
    [
      first < most,
      `${calls} calls at once used ${count(first, 'connection')}, but \`connections: ${connections}\` allows ` +
        `${connections}. A call that finds no free connection should open another one, up to the limit.`,
    ],
  ])
}

/** Why calls that can't fail have failed. */
function failed(result: PromiseSettledResult<unknown> | undefined): Sentence[] {
  const reason = reasonOf(result)
  const cause = reason instanceof Error ? reason.cause : undefined
  return [
    [
      reason instanceof NoResponse,
      `\`client.fetch\` resolved with ${reason instanceof NoResponse ? shown(reason.value) : ''}. Like \`fetch\`, ` +
        'resolve with the response.',
    ],
    [
      result?.status === 'rejected',
      `A call of your client ${ending(result)}${cause instanceof Error ? ` (cause: ${shown(cause)})` : ''}. The check ` +
        'calls `client.fetch`, and then reads the body itself.',
    ],
  ]
}

class NoResponse extends Error {
  readonly value: unknown

  constructor(value: unknown) {
    super('no response')
    this.value = value
  }
}

async function loadAll(client: Client, urls: readonly string[]): Promise<unknown[]> {
  return Promise.all(
    urls.map(async (url) => {
      const response = await client.fetch(url)
      if (typeof response?.json !== 'function') throw new NoResponse(response)
      return response.json()
    }),
  )
}

/** Two clients share nothing, and pass on what they are given. */
export async function judgeTwoClients(createClient: CreateClient): Promise<void> {
  await using api = await openShop()
  const one = makeClient(createClient, { connections: 1 })
  const other = makeClient(createClient, { connections: 3 })
  const urls = [1, 2, 3, 4].map((id) => api.url(`/products/${id}`))
  for (const client of [one, other]) {
    await ended(loadAll(client, urls), () => movementAt(api))
  }
  const { connectionsOpened, attempts } = api.counters
  diagnose(api, [
    [
      attempts !== 8,
      `Two clients made 4 calls each, but the server saw ${attempts}. Each client needs its own \`Agent\`.`,
    ],
    [
      connectionsOpened !== 4,
      `A client with \`connections: 1\` and one with \`connections: 3\` opened ${connectionsOpened} connections ` +
        'instead of 1 + 3. Create the `Agent` inside `createClient`, so that each client has its own limit.',
    ],
  ])
}

/** One client calls two servers at once. */
export async function judgeTwoOrigins(createClient: CreateClient): Promise<void> {
  const held: (() => void)[] = []
  let isOver = false
  const answer =
    (name: string): Handler =>
    (_, response) => {
      if (isOver) response.end(name)
      else held.push(() => response.end(name))
    }
  const names = ['the first', 'the second']
  await using first = await serve(answer('the first'))
  await using second = await serve(answer('the second'))
  const client = makeClient(createClient, { connections: 1 })
  const load = async ({ host }: { host: string }): Promise<string> =>
    (await client.fetch(`http://${host}/`)).text()
  const loading = Promise.all([load(first), load(second)])
  loading.catch(() => {})
  const movement = (): string => `${held.length} ${first.opened} ${second.opened} ${isOver}`
  const isTogether = await until(() => held.length === 2, movement)
  isOver = true
  for (const release of held) release()
  const result = await ended(loading, movement)
  const answered = result?.status === 'fulfilled' ? result.value : []
  say(
    answered[1] === names[0],
    'A client called two servers, and sent the call for the second one to the first. A `Pool` or a `Client` of ' +
      'undici belongs to one origin. An `Agent` has a pool for each origin.',
  )
  say(
    !isSame(answered, names),
    `A client called two servers at once, and its calls ${ending(result)}. Each call belongs to the server in its URL.`,
  )
  say(
    !isTogether,
    'With `connections: 1`, a call to one server waited for a call to another server. The limit holds for each ' +
      'origin: the `Agent` keeps it.',
  )
}

/** `client.fetch` is `fetch`: it passes on its options. */
export async function judgeInit(createClient: CreateClient): Promise<void> {
  await using api = await openShop({ routes: { '/todos/:id': { latency: 600_000 } } })
  const client = makeClient(createClient, { connections: 1 })
  const order = { userId: 1, items: [{ productId: 7, quantity: 2 }] }
  const posted = await ended(
    client.fetch(new URL(api.url('/orders')), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(order),
    }),
    () => movementAt(api),
  )
  const [call] = api.trace.calls
  diagnose(api, [
    [
      posted === undefined || posted.status === 'rejected',
      `\`client.fetch(url, { method: 'POST', body, headers })\` ${ending(posted)}.`,
    ],
    [
      call?.method !== 'POST' || call?.status !== 201,
      `\`client.fetch(url, { method: 'POST', body, headers })\` sent a ${call?.method}, and the server answered ` +
        `${call?.status} instead of 201. Pass everything in \`init\` on to \`fetch\`.`,
    ],
  ])
  await (posted as PromiseFulfilledResult<Response>).value.text()
  const controller = new AbortController()
  const reason = new Error('the user left the page')
  const waiting = client.fetch(api.url('/todos/1'), { signal: controller.signal })
  waiting.catch(() => {})
  controller.abort(reason)
  const aborted = await ended(waiting, () => movementAt(api))
  say(
    reasonOf(aborted) !== reason,
    `The caller aborted with ${shown(reason)}, but the promise of \`client.fetch\` ${ending(aborted)}. Pass ` +
      'everything in `init` on to `fetch`, the signal included.',
  )
}
