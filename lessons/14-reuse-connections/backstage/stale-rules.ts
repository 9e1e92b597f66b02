import { count, ending, fc, reasonOf, shown } from '@overlap/scenarios'
import { makeClient, say, type CreateClient } from './at-shop.ts'
import { ended, until } from './patience.ts'
import { serve, type Handler, type PlainServer } from './plain-server.ts'

/** A call over a connection that breaks before the answer. */
export interface Stale {
  readonly method: 'GET' | 'get' | 'HEAD' | 'POST' | 'PUT' | undefined
  /** `reused`: only connections that had an answer. `all`: new ones, too. */
  readonly breaks: 'reused' | 'all'
  readonly how: 'reset' | 'close'
}

export const stales: fc.Arbitrary<Stale> = fc.record({
  method: fc.constantFrom('GET', 'get', 'HEAD', 'POST', undefined),
  breaks: fc.constantFrom('reused', 'all'),
  how: fc.constantFrom('reset', 'close'),
})

export const firstStales: readonly Stale[] = [
  { method: undefined, breaks: 'reused', how: 'reset' },
  { method: undefined, breaks: 'reused', how: 'close' },
  { method: 'POST', breaks: 'reused', how: 'reset' },
  { method: 'GET', breaks: 'all', how: 'reset' },
  { method: 'HEAD', breaks: 'reused', how: 'reset' },
]

/** Uses a connection once, and then makes a call over it that finds it broken. */
export async function judgeStale(createClient: CreateClient, scene: Stale): Promise<void> {
  const { method, breaks, how } = scene
  let requests = 0
  await using server = await serve((request, response, nth) => {
    requests += 1
    const isFirst = requests === 1
    if (isFirst || (breaks === 'reused' && nth === 1)) response.end('done')
    else if (how === 'reset') request.socket.resetAndDestroy()
    else request.socket.destroy()
  })
  const client = makeClient(createClient, { connections: 1 })
  const url = `http://${server.host}/`
  const movement = movementOf(server, () => requests)
  await ended(
    client.fetch(url).then((response) => response.text()),
    movement,
  )
  const body = method === 'POST' || method === 'PUT' ? { body: 'an order' } : {}
  const call = method === undefined ? client.fetch(url) : client.fetch(url, { method, ...body })
  const result = await ended(call, movement)
  const sent = requests - 1
  const isSafe = method !== 'POST' && method !== 'PUT'
  const name = `a ${method ?? 'GET'}`
  const beginning =
    `The server ${how === 'reset' ? 'reset' : 'closed'} the connection before it answered ${name}` +
    `${breaks === 'all' ? ', and each further one' : ''}.`
  say(result === undefined, `${beginning} The promise of \`client.fetch\` never settled.`)
  if (!isSafe) {
    say(
      sent > 1,
      `${beginning} Your client sent it ${sent} times. The server may have done the work before the connection broke, ` +
        'so a second order may be placed. Repeat only what is safe to do twice: here, GET and HEAD.',
    )
    say(
      result?.status === 'fulfilled',
      `${beginning} The promise of \`client.fetch\` ${ending(result)}. Let the error reject it.`,
    )
    return
  }
  say(
    sent === 1 && result?.status === 'rejected',
    `${beginning} \`client.fetch\` ${ending(result)}, though nothing was wrong with the call: an idle connection may be ` +
      'closed at any moment. Send it once more. The `code` of the `cause` tells a broken connection from other failures.',
  )
  say(
    sent > 2,
    `${beginning} Your client sent it ${sent} times. If a second connection breaks as well, the ` +
      'server is in trouble, and more calls make it worse. Repeat it once.',
  )
  const wanted = breaks === 'reused' ? 'fulfilled' : 'rejected'
  say(
    result?.status !== wanted,
    `${beginning} The call was sent ${count(sent, 'time')}, and its promise ${ending(result)}. ` +
      (wanted === 'rejected'
        ? 'Let the second error reject it.'
        : 'Resolve with the answer to the second one.'),
  )
}

/** Failures that are no broken connection: none is repeated. */
export async function judgeOthers(createClient: CreateClient): Promise<void> {
  let requests = 0
  let answer: Handler = () => {}
  await using server = await serve((...call) => {
    requests += 1
    answer(...call)
  })
  const client = makeClient(createClient, { connections: 1 })
  const movement = movementOf(server, () => requests)

  answer = (_, response) => void response.writeHead(503).end('busy')
  const load = async (): Promise<number> => {
    const response = await client.fetch(`http://${server.host}/`)
    await response.text()
    return response.status
  }
  const busy = await ended(load(), movement)
  say(
    requests !== 1,
    `The server answered 503, and your client sent the call ${requests} times. An answer is an answer: the ` +
      'connection did its work. Repeat a call only if its connection breaks before the answer.',
  )
  say(
    busy?.status !== 'fulfilled' || busy.value !== 503,
    `The server answered 503, but the promise of \`client.fetch\` ${ending(busy)}. Like \`fetch\`, resolve with the response.`,
  )

  answer = () => {}
  const controller = new AbortController()
  const reason = new Error('the user left the page')
  const call = client.fetch(`http://${server.host}/`, { signal: controller.signal })
  call.catch(() => {})
  await until(() => requests === 2, movement)
  controller.abort(reason)
  const aborted = await ended(call, movement)
  say(
    requests !== 2,
    `The caller aborted, and your client sent the call again. Repeat a call only if its connection breaks.`,
  )
  say(
    reasonOf(aborted) !== reason,
    `The caller aborted with ${shown(reason)}, but the promise of \`client.fetch\` ${ending(aborted)}. Rethrow the error.`,
  )
}

function movementOf(server: PlainServer, requests: () => number): () => string {
  return () => `${requests()} ${server.opened} ${server.open}`
}
