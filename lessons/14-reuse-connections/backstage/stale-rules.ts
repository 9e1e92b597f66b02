import { count, ending, fc, reasonOf, shown } from '@overlap/scenarios'
import { makeClient, say, type CreateClient } from './at-shop.ts'
import { ended, until } from './patience.ts'
import { serve, type Handler, type PlainServer } from './plain-server.ts'

/** After so many requests for one call, the server answers, so that an endless retry ends. */
const MOST = 20

/** A safe call over a connection that breaks before the answer. */
export interface Stale {
  readonly method: 'GET' | 'get' | 'HEAD' | undefined
  /** `reused`: only connections that had an answer. `all`: new ones, too. */
  readonly breaks: 'reused' | 'all'
  readonly how: 'reset' | 'close'
}

export const stales: fc.Arbitrary<Stale> = fc.record({
  method: fc.constantFrom('GET', 'get', 'HEAD', undefined),
  breaks: fc.constantFrom('reused', 'all'),
  how: fc.constantFrom('reset', 'close'),
})

export const firstStales: readonly Stale[] = [
  { method: undefined, breaks: 'reused', how: 'reset' },
  { method: undefined, breaks: 'reused', how: 'close' },
  { method: 'get', breaks: 'all', how: 'reset' },
  { method: 'HEAD', breaks: 'reused', how: 'reset' },
]

/** Uses a connection once, and then makes a call over it that finds it broken. */
export async function judgeStale(createClient: CreateClient, scene: Stale): Promise<void> {
  const { method, breaks, how } = scene
  let requests = 0
  await using server = await serve((request, response, nth) => {
    requests += 1
    const isFirst = requests === 1
    if (isFirst || requests > MOST || (breaks === 'reused' && nth === 1)) response.end('done')
    else if (how === 'reset') request.socket.resetAndDestroy()
    else request.socket.destroy()
  })
  const client = makeClient(createClient, { connections: 1 })
  const url = `http://${server.host}/`
  const movement = movementOf(server, () => requests)
  await ended(read(client.fetch(url)), movement)
  const call = method === undefined ? client.fetch(url) : client.fetch(url, { method })
  const result = await ended(call, movement)
  const sent = requests - 1
  const name = `A ${method?.toUpperCase() ?? 'GET'}`
  const broke = how === 'reset' ? 'reset' : 'closed'
  say(
    sent === 1 && result?.status === 'rejected',
    `${name} ${ending(result)} when the server ${broke} its connection, and your client didn't retry it. ` +
      (method === 'get'
        ? "The caller had written `method: 'get'`, which `fetch` sends as GET. "
        : '') +
      'A server may close an idle connection at any moment, so this happens to calls that are fine. Retry once if the `code` of the ' +
      "error's `cause` says that a connection broke.",
  )
  say(
    sent > 2,
    `${name} was sent ${count(sent, 'time')}, because the server ${broke} each connection before it answered` +
      `${sent >= MOST ? '. It stopped only because the server answered in the end' : ''}. If a second connection ` +
      'breaks as well, the server is in trouble, and more calls make it worse. Retry once.',
  )
  say(
    result === undefined,
    `${name} was sent ${count(sent, 'time')}, and the server ${broke} the connection before it answered. The ` +
      'promise of `client.fetch` never settled.',
  )
  const wanted = breaks === 'reused' ? 'fulfilled' : 'rejected'
  say(
    result?.status !== wanted,
    `${name} was sent ${count(sent, 'time')}, and its promise ${ending(result)}. ` +
      (wanted === 'rejected'
        ? `The server ${broke} both connections: let the second error reject the promise.`
        : `The server ${broke} only the first connection: resolve with the answer to the retry.`),
  )
}

const body = 'an order'
const unsafe = [
  { method: 'POST', body },
  { method: 'post', body },
  { method: 'PUT', body },
  { method: 'PATCH', body },
  { method: 'DELETE' },
]

/** Calls that change something, over connections that break before the answer. */
export async function judgeUnsafe(createClient: CreateClient): Promise<void> {
  let sent = 0
  await using server = await serve((request, response) => {
    const isSafe = request.method === 'GET'
    if (!isSafe) sent += 1
    if (isSafe || sent > MOST) response.end('done')
    else request.socket.resetAndDestroy()
  })
  const client = makeClient(createClient, { connections: 1 })
  const url = `http://${server.host}/`
  const movement = movementOf(server, () => sent)
  for (const init of unsafe) {
    const { method } = init
    sent = 0
    await ended(read(client.fetch(url)), movement)
    const result = await ended(client.fetch(url, init), movement)
    const beginning = `The server reset the connection before it answered a ${method.toUpperCase()}`
    say(
      sent > 1,
      `${beginning}, and your client sent it ${count(sent, 'time')}. ` +
        (method === 'post'
          ? "The caller had written `method: 'post'`, which `fetch` sends as POST. "
          : '') +
        'The server may have done the work before the connection broke, so this can do it twice. Retry only GET and HEAD.',
    )
    say(
      result?.status !== 'rejected',
      `${beginning}, and the promise of \`client.fetch\` ${ending(result)}. Let the error reject it.`,
    )
  }
}

/** Failures that are no broken connection: none is repeated. */
export async function judgeOthers(createClient: CreateClient): Promise<void> {
  let requests = 0
  let answer: Handler = () => {}
  await using server = await serve((...call) => {
    requests += 1
    if (requests > MOST) call[1].end('done')
    else answer(...call)
  })
  const client = makeClient(createClient, { connections: 1 })
  const url = `http://${server.host}/`
  const movement = movementOf(server, () => requests)

  answer = (_, response) => void response.writeHead(503).end('busy')
  const load = async (): Promise<number> => {
    const response = await client.fetch(url)
    await response.text()
    return response.status
  }
  const busy = await ended(load(), movement)
  say(
    requests !== 1,
    `The server answered 503, and your client sent the call ${count(requests, 'time')}. An answer with an error status is an ` +
      'answer, and the connection is fine. Retry only if the connection breaks before the answer.',
  )
  say(
    busy?.status !== 'fulfilled' || busy.value !== 503,
    `The server answered 503, but the promise of \`client.fetch\` ${ending(busy)}. Like \`fetch\`, resolve with the response.`,
  )

  for (const [done, init, other] of others) {
    requests = 0
    answer = other
    await ended(read(client.fetch(url, init)), movement)
    say(
      requests !== 1,
      `${done}, and your client sent the call ${count(requests, 'time')}. No connection broke, so a retry fails again. Retry ` +
        'only if the `code` of the `cause` says that the connection broke.',
    )
  }

  requests = 0
  answer = () => {}
  const controller = new AbortController()
  const reason = new Error('the user left the page')
  const call = client.fetch(url, { signal: controller.signal })
  call.catch(() => {})
  await until(() => requests === 1, movement)
  controller.abort(reason)
  const aborted = await ended(call, movement)
  say(
    requests !== 1,
    'The caller aborted, and your client sent the call again. Retry only if the connection breaks.',
  )
  say(
    reasonOf(aborted) !== reason,
    `The caller aborted with ${shown(reason)}, but the promise of \`client.fetch\` ${ending(aborted)}. Rethrow the error.`,
  )
}

const others: readonly [done: string, init: RequestInit, answer: Handler][] = [
  [
    "The server redirected a call with `redirect: 'error'`",
    { redirect: 'error' },
    (_, response) => void response.writeHead(302, { location: '/elsewhere' }).end(),
  ],
  [
    'The headers of the answer were larger than undici accepts',
    {},
    (_, response) => void response.setHeader('x-large', 'x'.repeat(20_000)).end(),
  ],
]

/**
 * A client that retries forever would never end a scene in which each call fails, and one that retries an
 * aborted call blocks the thread. So this scene comes before those: here, the server answers in the end.
 */
export async function judgeEndless(createClient: CreateClient): Promise<void> {
  let requests = 0
  await using server = await serve((request, response) => {
    requests += 1
    if (requests > MOST) response.end('done')
    else request.socket.destroy()
  })
  const client = makeClient(createClient, { connections: 1 })
  await ended(
    read(client.fetch(`http://${server.host}/`)),
    movementOf(server, () => requests),
  )
  say(
    requests > MOST,
    `The server closed each connection before it answered, and your client sent one call more than ${MOST} times. It ` +
      'stopped only because the server answered in the end. Retry a GET once, and then let the error reject the promise.',
  )
}

async function read(call: Promise<Response>): Promise<string> {
  return (await call).text()
}

function movementOf(server: PlainServer, requests: () => number): () => string {
  return () => `${requests()} ${server.opened} ${server.open}`
}
