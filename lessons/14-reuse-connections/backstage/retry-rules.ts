import { count, ending, reasonOf, shown } from '@overlap/scenarios'
import { makeClient, say, type CreateClient } from './at-shop.ts'
import { ended, turn, until } from './patience.ts'
import { serve } from './plain-server.ts'

/** A retry is the same request again, over the same client: its method, its headers and its signal. */
export async function judgeRetry(createClient: CreateClient): Promise<void> {
  const requests: string[] = []
  await using server = await serve(({ method, headers, socket }) => {
    requests.push(`${method} ${headers['x-page'] === '7' ? 'with' : 'without'}`)
    // Nothing answers the others.
    if (requests.length === 1) socket.resetAndDestroy()
  })
  const movement = (): string => `${requests.length} ${server.opened} ${server.open}`
  const client = makeClient(createClient, { connections: 1 })
  const controller = new AbortController()
  const reason = new Error('the user left the page')
  const { signal } = controller
  const url = `http://${server.host}/`
  const call = client.fetch(url, { method: 'HEAD', headers: { 'x-page': '7' }, signal })
  call.catch(() => {})
  await until(() => requests.length === 2, movement)
  const [, retry = ''] = requests
  const [method, header] = retry.split(' ')
  say(
    retry !== '' && retry !== requests[0],
    `The caller sent a HEAD with the header \`x-page: 7\`. The server reset the connection, and your client's retry ` +
      `was a ${method} ${header} that header. Send the same request again: pass everything in \`init\` on.`,
  )
  const other = client.fetch(url, { signal })
  other.catch(() => {})
  for (let turns = 0; turns < 10; turns++) await turn()
  say(
    requests.length > 2,
    'With `connections: 1`, a retry waited for its answer, and your client sent another call. So the retry used a ' +
      "connection that isn't the client's. Pass the `Agent` to the retry, too.",
  )
  controller.abort(reason)
  const result = await ended(call, movement)
  say(
    reasonOf(result) !== reason,
    `The caller aborted with ${shown(reason)} while a retry waited for its answer, but the promise of ` +
      `\`client.fetch\` ${ending(result)}. Pass the caller's signal to the retry, too.`,
  )
}

/** The response arrives, and then its connection breaks in the middle of the body. */
export async function judgeHalfBody(createClient: CreateClient): Promise<void> {
  let requests = 0
  let breakIt = (): void => {}
  await using server = await serve(({ socket }, response) => {
    requests += 1
    if (requests > 1) response.end('done')
    else {
      breakIt = () => void socket.destroy()
      response.writeHead(200, { etag: '"1"', 'accept-ranges': 'bytes', 'content-length': 2000 })
      response.write('x'.repeat(1000))
    }
  })
  const movement = (): string => `${requests} ${server.opened} ${server.open}`
  const client = makeClient(createClient, { connections: 1 })
  let hasArrived = false
  const load = async (): Promise<string> => {
    const response = await client.fetch(`http://${server.host}/`)
    hasArrived = true
    return response.text()
  }
  const loading = load()
  loading.catch(() => {})
  await until(() => hasArrived, movement)
  breakIt()
  const result = await ended(loading, movement)
  const beginning = 'The connection broke in the middle of a body, after its headers had arrived'
  say(
    requests > 1,
    `${beginning}, and your client sent ${count(requests, 'request')}. The caller may have used the first half of ` +
      'the body already. Retry only if the connection breaks before the response arrives.',
  )
  say(
    result?.status !== 'rejected',
    `${beginning}, and the promise of \`response.text()\` ${ending(result)}. The caller has half a body: let the ` +
      'error reject the promise.',
  )
}
