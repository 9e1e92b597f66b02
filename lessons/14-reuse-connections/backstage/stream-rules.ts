import { ending, reasonOf, shown } from '@overlap/scenarios'
import { makeClient, movementAt, openShop, say } from './at-shop.ts'
import type { Answer } from './body-rules.ts'
import { ended, until } from './patience.ts'
import { serve } from './plain-server.ts'
import { Watched } from './watched.ts'

/** Large bodies whose length the server doesn't know when it sends the headers. */
export async function judgeChunked({ createClient, checkLinks }: Answer): Promise<void> {
  let requests = 0
  await using server = await serve((request, response) => {
    requests += 1
    response.write(request.method === 'HEAD' ? '' : 'x'.repeat(131_072))
    response.end()
  })
  const client = makeClient(createClient, { connections: 1 })
  const watched = new Watched(() => `${requests} ${server.open}`, client)
  const urls = [1, 2].map((id) => `http://${server.host}/reports/${id}`)
  const result = await ended(Promise.try(checkLinks, watched.client, urls), watched.movement)
  say(
    result?.status !== 'fulfilled',
    `The server sent two large bodies without a \`content-length\` header, as it does if it doesn't know the length ` +
      `yet. The promise of \`checkLinks\` ${ending(result)}. Read or cancel every body, whatever its headers say.`,
  )
}

/** The caller aborts while all calls wait for their answers. */
export async function judgeAbort({ createClient, checkLinks }: Answer): Promise<void> {
  await using api = await openShop({ latency: 600_000 })
  const watched = new Watched(() => movementAt(api), makeClient(createClient, { connections: 2 }))
  const controller = new AbortController()
  const reason = new Error('the user left the page')
  const urls = [1, 2, 3].map((id) => api.url(`/products/${id}`))
  const { signal } = controller
  const checking = Promise.try(checkLinks, watched.client, urls, { signal })
  checking.catch(() => {})
  await until(() => api.counters.attempts === 2, watched.movement)
  controller.abort(reason)
  const result = await ended(checking, watched.movement)
  say(
    result?.status === 'fulfilled',
    `The caller aborted, but the promise of \`checkLinks\` ${ending(result)}, as if the links had a status. Let the abort ` +
      'reject it.',
  )
  say(
    reasonOf(result) !== reason,
    `The caller aborted with ${shown(reason)}, but the promise of \`checkLinks\` ${ending(result)}. Pass the ` +
      'signal on to `client.fetch`.',
  )
}
